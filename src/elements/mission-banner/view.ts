import type { Progress } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';

/** What every part of the banner is drawn from. */
export interface View {
  readonly campaign: Campaign;
  /** Of the goal the banner speaks of; undefined for a campaign without goals. */
  readonly progress: Progress | undefined;
  readonly locale: string;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  readonly term: (key: Term, params?: Params) => string;
  readonly rich: (key: Term, params?: Params) => unknown;
}
