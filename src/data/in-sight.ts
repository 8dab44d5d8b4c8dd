import type { Environment } from './environment.ts';

/** Out of sight for so long, a connection is given back. */
const HIDDEN_MS = 30_000;
/** Pages that come back together (a network, a morning) spread over this. */
export const RESYNC_MS = 2000;

/**
 * Calls `wake` while the page is in sight and has a network, and `sleep` when it has not, is left, or was out of sight for
 * long; `sleep` may come twice. Ends with the signal, or with the returned function, and either ends asleep.
 *
 * @param wake told how many milliseconds to wait first: 0 at the beginning
 */
export function whileInSight(
  environment: Environment,
  signal: AbortSignal,
  { wake, sleep }: { wake: (delay: number) => void; sleep: () => void },
): () => void {
  let awake = false;
  let offline = false;
  let cancelHiding = nothing;
  const rise = (delay: number) => {
    if (offline || environment.visibility() !== 'shown') return;
    cancelHiding();
    if (awake) return;
    awake = true;
    wake(delay);
  };
  const rest = () => {
    cancelHiding();
    awake = false;
    sleep();
  };
  const stopWatching = environment.watchPage((change) => {
    if (change === 'hidden') {
      cancelHiding();
      cancelHiding = environment.after(HIDDEN_MS, rest);
    } else if (change === 'left') rest();
    else if (change === 'offline') {
      offline = true;
      rest();
    } else {
      if (change === 'online') offline = false;
      rise(environment.random() * RESYNC_MS);
    }
  });
  const stop = () => {
    stopWatching();
    rest();
  };
  signal.addEventListener('abort', stop);
  rise(0);
  return stop;
}

/** A timer that was never set, a failure that nobody needs to hear of. */
export function nothing(): void {
  // Takes nothing back.
}
