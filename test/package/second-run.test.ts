import { describe, expect, it } from 'vitest';
import { secondRun, WHOLE_FILE } from '../../tools/second-run.mjs';

const failure = (file: string, title: string, engine = 'webkit') => ({ engine, file, title, message: 'no' });
const race = failure('a.test.ts', 'a race');
const fault = failure('a.test.ts', 'a fault');

describe('the second run', () => {
  it('keeps what fails twice and lets go what passes', () => {
    expect(secondRun([race, fault], () => ({ status: 1, failures: [fault] }))).toEqual({
      passed: [race],
      faults: [fault],
    });
  });

  it('takes the same test in another engine for another test', () => {
    const { faults } = secondRun([fault], () => ({ status: 1, failures: [{ ...fault, engine: 'firefox' }] }));
    expect(faults).toEqual([]);
  });

  it('is told each file once, and not asked when nothing failed', () => {
    const asked: string[][] = [];
    const run = (files: string[]) => {
      asked.push(files);
      return { status: 0, failures: [] };
    };
    secondRun([race, fault], run);
    secondRun([], run);
    expect(asked).toEqual([['a.test.ts']]);
  });

  it('shows nothing when it ended badly or the file could not be loaded', () => {
    expect(secondRun([race], () => ({ status: 1, failures: [] })).faults).toEqual([race]);
    const whole = failure('a.test.ts', WHOLE_FILE);
    expect(secondRun([race], () => ({ status: 1, failures: [whole] })).faults).toEqual([race]);
  });

  it('is no way out when much is broken', () => {
    const many = Array.from({ length: 6 }, (_, index) => failure(`${index}.test.ts`, 'broken'));
    const { faults } = secondRun(many, () => {
      throw new Error('not to be run');
    });
    expect(faults).toBe(many);
  });
});
