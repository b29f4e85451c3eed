/** Work that repeats in the background: never twice at once, and an error doesn't end it. */
export interface Repeated {
  /** Runs it now, or once more right after the present run. */
  nudge(): void;
  /** No further run; resolves when the present one has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` now and then `everyMs` after each run has ended. A run that resolves to true says that there is more to do,
 * and the next one follows at once. Errors go to `onError`; after one the usual pause is kept.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<boolean | void>,
  onError: (error: unknown) => void,
): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    let more = false;
    try {
      more = (await work()) === true;
    } catch (error) {
      onError(error);
    }
    running = undefined;
    if (stopped) return;
    timer = setTimeout(start, more || again ? 0 : everyMs);
    again = false;
  };
  const start = (): void => {
    clearTimeout(timer);
    running = run();
  };

  start();
  return {
    nudge() {
      if (stopped) return;
      if (running) again = true;
      else start();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
