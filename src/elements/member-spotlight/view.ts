import type { TemplateResult } from 'lit';
import type { Campaign } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';
import type { Part } from '../../shared/part.ts';
import type { NamePolicy } from '../../shared/people.ts';

/** What every part of the spotlight is drawn from. */
export interface View {
  readonly campaign: Campaign;
  readonly locale: string;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  readonly names: NamePolicy;
  /** Amounts of money may be shown. */
  readonly amounts: boolean;
  /** The unit by which people are ranked, if they are: that figure stands first. */
  readonly unit: string | undefined;
  /** What the visitor unfolded or plays: `quote-` or `story-` and the id of a person. */
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly term: (key: Term, params?: Params) => string;
  readonly rich: (key: Term, params?: Params) => unknown;
  readonly heading: (content: unknown) => TemplateResult;
  readonly use: <M extends object>(part: Part<M>) => M | undefined;
}

/** Which people a page wants: empty is all of them. */
export interface Choice {
  readonly role: string;
  readonly kind: string;
  readonly language: string;
}

/** What the parts with a memory of their own may ask of the element. */
export interface Host {
  readonly renderRoot: ParentNode;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
}
