import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Recent } from '../src/recent.ts';

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A campaign with a number, and how often it was looked at. */
function campaign(freshMs = 100) {
  const recent = new Recent(freshMs, Date.now);
  const state = { value: 0, looks: 0, answer: (value: number): Promise<number> => Promise.resolve(value) };
  const read = async () => {
    const { text } = await recent.get('river', 'river', async () => {
      state.looks++;
      return { text: String(await state.answer(state.value)), etag: undefined };
    });
    return Number(text);
  };
  const change = () => {
    state.value++;
    recent.changed('river');
  };
  return { recent, state, read, change };
}

describe('[B9] the last good answer', () => {
  it('costs a crowd one look', async () => {
    const { state, read } = campaign(10_000);
    await Promise.all(Array.from({ length: 100 }, read));
    await read();
    expect(state.looks).toBe(1);
  });

  it('is never from before a change that was just made here', async () => {
    const { read, change } = campaign(10_000);
    for (let round = 1; round <= 50; round++) {
      change();
      expect(await read()).toBe(round);
    }
  });

  it('in a rush is a little older instead of made for each change, and right soon after', async () => {
    const { state, read, change } = campaign();
    let oldest = 0;
    for (let round = 0; round < 500; round++) {
      change();
      await wait(1);
      oldest = Math.max(oldest, state.value - (await read()));
      await wait(1);
    }
    // Fifty at once, fifty a second, and one every tenth of a second for their age.
    expect(state.looks).toBeLessThan(112);
    expect(oldest).toBeGreaterThan(1);
    expect(oldest).toBeLessThanOrEqual(125); // a quarter of a second
    await wait(260);
    expect(await read()).toBe(state.value);
  });

  it('is given while the next look is taken, so that nobody waits for it', async () => {
    const { state, read } = campaign();
    await read();
    await wait(120);
    state.value = 1;
    let answered = (_: number): void => undefined;
    state.answer = () => new Promise((done) => (answered = done));
    expect(await read()).toBe(0);
    expect(state.looks).toBe(2);
    answered(1);
    await wait(1);
    expect(await read()).toBe(1);
  });

  it('outlives a look that fails behind it', async () => {
    const { state, read } = campaign();
    await read();
    await wait(120);
    state.answer = () => Promise.reject(new Error('the campaign is gone'));
    expect(await read()).toBe(0);
    await wait(160);
    await expect(read()).rejects.toThrow('gone');
  });

  it.each(['changed', 'forget'] as const)('is not kept when it was begun before: %s', async (happens) => {
    const { recent, state, read } = campaign(10_000);
    let answered = (_: number): void => undefined;
    state.answer = () => new Promise((done) => (answered = done));
    const early = read();
    await wait(1);
    recent[happens]('river');
    state.answer = (value) => Promise.resolve(value);
    state.value = 1;
    answered(0);
    expect(await early).toBe(0); // whoever asked before may hear how it was
    expect(await read()).toBe(1);
  });
});
