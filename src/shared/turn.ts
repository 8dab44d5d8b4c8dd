/*
 * First pictures share the main thread: several elements whose campaign arrives at once would be drawn in one long task,
 * in which a phone answers no touch. After a few milliseconds the next one waits for a task of its own.
 */

const BUDGET_MS = 8;

let began: number | undefined;
let waiting: (() => void)[] = [];
let channel: MessageChannel | undefined;

/** Whether this task has taken long enough. Asked right before the work, because it also starts the clock. */
export function isSpent(): boolean {
  if (began === undefined) {
    began = performance.now();
    startTask();
  }
  return performance.now() - began > BUDGET_MS;
}

/** Resolves in the next task; only after `isSpent`, which sees to it that there is one. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => waiting.push(resolve));
}

/** Does its work now, or in the first task that has time for it. */
export function inTurn(work: () => void): void {
  if (isSpent()) inLaterTurn(work);
  else work();
}

/** Does its work in the first task after this one that has time for it. */
export function inLaterTurn(work: () => void): void {
  isSpent();
  void nextTask().then(() => inTurn(work));
}

/** A message is a task, but none that the browser holds back as it does timers. */
function startTask(): void {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const next = waiting;
      waiting = [];
      began = undefined;
      for (const resolve of next) resolve();
    };
  }
  channel.port2.postMessage(undefined);
}
