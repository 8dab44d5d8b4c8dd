/*
 * First pictures share the main thread: several elements whose campaign arrives at once would be drawn in one long task,
 * in which a phone answers no touch. After a few milliseconds the next one waits for a task of its own.
 */

import { numberFormat } from '../data/quantity.ts';

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

/** Resolves in the next task. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => waiting.push(resolve));
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

let isWarm = false;

/** While the page waits for the network: an engine reads what it knows of languages before it writes its first number. */
export function warmUp(locale: string): void {
  if (isWarm) return;
  isWarm = true;
  void nextTask().then(() => numberFormat(locale).format(0));
  isSpent(); // sees to it that there is a next task
}
