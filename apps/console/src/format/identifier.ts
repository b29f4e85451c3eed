/** Ids on screen are short: the kind and the last characters, which are the random ones; the whole id is copied. */
export function shortId(id: string): string {
  const ours = /^([a-z]{3})_([0-9a-z]{26})(_[a-z])?$/.exec(id);
  if (ours !== null) return `${ours[1]}_…${ours[2]!.slice(-6)}${ours[3] ?? ''}`;
  return id.length <= 20 ? id : `${id.slice(0, 9)}…${id.slice(-6)}`;
}
