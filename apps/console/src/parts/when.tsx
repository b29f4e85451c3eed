import { absoluteTime, duration, relativeTime } from '../format/time.js';
import { useViewer } from '../shell/viewer.js';
import { useOfNow } from './now.js';

/** A relative time; the absolute one, with its zone, on hover. */
export function When({ at }: { readonly at: string }) {
  const { timeZone } = useViewer();
  const atMs = Date.parse(at);
  const text = useOfNow((now) => relativeTime(Math.min(atMs, now), now));
  return (
    <time dateTime={at} title={absoluteTime(atMs, timeZone)} className="num">
      {text}
    </time>
  );
}

/** Time left until `at`, or by how much it was missed. */
export function Due({ at }: { readonly at: string }) {
  const { timeZone } = useViewer();
  const atMs = Date.parse(at);
  const text = useOfNow((now) => (atMs >= now ? `${duration(atMs - now)} left` : `${duration(now - atMs)} over`));
  const late = text.endsWith('over');
  return (
    <time dateTime={at} title={`Due ${absoluteTime(atMs, timeZone)}`} className={late ? 'num state-bad' : 'num muted'}>
      {text}
    </time>
  );
}
