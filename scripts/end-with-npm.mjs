// npm hands a signal to its shell alone, and the shell ends without telling what it runs. So what npm started watches
// whether its parent is still there; what was started without npm may outlive whoever started it.
const PARENT = process.ppid;
const WATCH_MS = 250;

/** Sends SIGTERM to `child`, once, when the npm that runs this script has ended. */
export function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, WATCH_MS);
  watch.unref();
}
