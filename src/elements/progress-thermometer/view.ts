import type { TemplateResult } from 'lit';
import type { Progress } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';

/** What every part of the thermometer is drawn from: one goal of one campaign. */
export interface View {
  readonly campaign: Campaign;
  readonly progress: Progress;
  readonly locale: string;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  /** The figures could not be refreshed. */
  readonly stale: boolean;
  /** When they were last confirmed, in milliseconds since the epoch by the visitor's clock. */
  readonly updatedAt: number;
  readonly term: (key: Term, params?: Params) => string;
  readonly heading: (content: unknown) => TemplateResult;
}
