import type { Environment } from './environment.ts';

/** Pages that come back together (a network, a morning) spread over this. */
const RESYNC_MS = 2000;

/** Polls at most every `interval` ms (and up to half as long again, so that pages spread) while somebody may look. */
export function keepPolling(
  environment: Environment,
  options: {
    signal: AbortSignal;
    interval: number;
    poll: () => Promise<void>;
    onState: (state: 'polling' | 'paused') => void;
  },
): void {
  const { signal, interval, poll, onState } = options;
  let cancel = () => {};
  let paused = false;
  let last = environment.monotonic();

  const wait = (ms: number) => {
    cancel();
    cancel = environment.after(ms, () => {
      last = environment.monotonic();
      void poll().finally(() => {
        if (!signal.aborted && !paused) wait(interval * (1 + environment.random() / 2));
      });
    });
  };
  const pause = () => {
    paused = true;
    cancel();
    onState('paused');
  };
  const resume = () => {
    if (environment.visibility() === 'hidden') return pause();
    paused = false;
    onState('polling');
    const due = interval - (environment.monotonic() - last);
    wait(Math.max(due, 0) + environment.random() * RESYNC_MS);
  };

  if (signal.aborted) return;
  const stopWatching = environment.watchPage((change) => {
    if (change === 'hidden' || change === 'left' || change === 'offline') pause();
    else resume();
  });
  signal.addEventListener('abort', () => {
    cancel();
    stopWatching();
  });
  resume();
}
