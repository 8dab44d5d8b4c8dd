import { describe, expect, it } from 'vitest';
import { regressions } from '../../bench/history.mjs';

const history = [9, 10, 10, 10, 11, 10].map((value) => ({ what: 'page', figures: { start: value, heap: 1 } }));

describe('the history of figures', () => {
  it('names what is over a fifth worse than usual', () => {
    expect(regressions('page', { start: 12, heap: 1 }, history)).toEqual([]);
    expect(regressions('page', { start: 12.1, heap: 1.3 }, history)).toEqual([
      'page, start: 12.1 is over a fifth more than the 10 of the last 5 recorded',
      'page, heap: 1.3 is over a fifth more than the 1 of the last 5 recorded',
    ]);
  });

  it('looks at the last five of the same kind, and lets new figures in', () => {
    const worse = [...history, ...Array.from({ length: 5 }, () => ({ what: 'page', figures: { start: 20 } }))];
    expect(regressions('page', { start: 23 }, worse)).toEqual([]);
    expect(regressions('server sqlite', { start: 100 }, worse)).toEqual([]);
    expect(regressions('page', { layout: 100 }, worse)).toEqual([]);
  });
});
