import type { Environment } from './environment.ts';

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
  let cancel: (() => void) | undefined;
  let last = environment.monotonic();

  const wait = (ms: number) => {
    cancel?.();
    cancel = environment.after(ms, () => {
      last = environment.monotonic();
      void poll().finally(() => {
        if (!signal.aborted && environment.visibility() !== 'hidden') schedule();
      });
    });
  };
  const schedule = () => wait(interval * (1 + environment.random() / 2));
  const pause = () => {
    cancel?.();
    onState('paused');
  };
  const resume = () => {
    onState('polling');
    const left = interval - (environment.monotonic() - last);
    wait(Math.max(left, environment.random() * 2000));
  };

  const stopWatching = environment.watchPage((change) => {
    if (change === 'hidden' || change === 'left' || change === 'offline') pause();
    else if (environment.visibility() !== 'hidden') resume();
  });
  signal.addEventListener('abort', () => {
    cancel?.();
    stopWatching();
  });
  if (environment.visibility() === 'hidden') pause();
  else {
    onState('polling');
    schedule();
  }
}
