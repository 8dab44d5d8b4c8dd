import type { TemplateResult } from 'lit';
import type { Progress } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';
import type * as Last from './last.ts';

/** What every part of the thermometer is drawn from: one goal of one campaign. */
export interface View {
  readonly campaign: Campaign;
  readonly progress: Progress;
  /** All the goals that are shown, this one among them; empty where it is the only one. */
  readonly rows: readonly View[];
  readonly variant: string;
  /** The heading the page asked for; empty where it did not. */
  readonly label: string;
  readonly locale: string;
  /** Amounts are for assistive technology, which is given every digit of a million. */
  readonly exact?: boolean;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  /** The figures could not be refreshed. */
  readonly stale: boolean;
  /** … because the device has no connection. */
  readonly offline: boolean;
  /** When they were last confirmed, in milliseconds since the epoch by the visitor's clock. */
  readonly updatedAt: number;
  /** How the figures are followed, where the page asked to say so. */
  readonly live: 'live' | 'polling' | 'paused' | undefined;
  /** What the goal was before it was changed while the page was open. */
  readonly movedFrom: number | null | undefined;
  /** Draws the latest contribution; undefined while it is on its way. */
  readonly last: typeof Last | undefined;
  /** The button to pass the campaign on, where the page asked for one. */
  readonly share: unknown;
  readonly term: (key: Term, params?: Params) => string;
  readonly heading: (content: unknown) => TemplateResult;
}

/** A piece that draws one variant or one rare state. */
export interface Piece {
  readonly draw: (view: View) => TemplateResult;
  /** Called after a drawing and after a change of size, where something has to be measured. */
  readonly settle?: (root: ParentNode) => void;
}

/** Stands for a missing label, which a goal cannot be without. */
export const UNLABELLED = '–';
