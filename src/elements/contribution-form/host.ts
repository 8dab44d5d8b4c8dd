import type { TemplateResult } from 'lit';
import type { FormValues } from '../../data/chosen.ts';
import type { Campaign, Pathway } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import type { Params, Term } from '../../i18n/index.ts';
import type { Phase } from './states.ts';
import type { Step } from './steps.ts';
import type { View } from './view.ts';

/** What of the form changes when something became of a contribution. */
export interface Scene {
  phase: Phase;
  step: Step;
  /** Said to assistive technology, politely. */
  status: string;
  messageOpen: boolean;
  /** Whether a form in a dialog is open. */
  opened: boolean;
  /** Selector of what gets the focus. */
  focus: string;
}

/** The form, as what is fetched later sees it. */
export interface Host {
  readonly store: CampaignStore | undefined;
  readonly campaign: Campaign | undefined;
  readonly phase: Phase;
  readonly step: Step;
  readonly layout: 'page' | 'steps';
  /** The steps of a form that has some, once they are here. */
  readonly steps: typeof import('./steps.ts') | undefined;
  readonly allowHosts: string;
  readonly proof: string;
  /** What costs nothing may wait on this device while it is offline. */
  readonly withOffline: boolean;
  readonly withMonthlyQuestion: boolean;
  /** A page of the author's to go to after thanks. */
  readonly thanksUrl: string;
  readonly isConnected: boolean;
  readonly locale: string;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  readonly headingLevel: number;
  /** Somebody has begun to fill it in. */
  readonly touched: boolean;
  readonly form: HTMLFormElement | undefined;
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** What the open pathway is drawn from. */
  readonly view: View | undefined;
  /** One of the campaign's, or the one that is being filled in though the campaign has it no more. */
  pathwayOf(id: string): Pathway | undefined;
  viewOf(pathway: Pathway, values: FormValues): View;
  term(key: Term, params?: Params): string;
  heading(content: unknown, className?: string, id?: string): TemplateResult;
  dispatchEvent(event: Event): boolean;
  requestUpdate(): void;
  show(scene: Partial<Scene>): void;
  /** Values the visitor chose. */
  change(values: FormValues): void;
  /** Takes over what stands in the controls. */
  read(): void;
  /** Puts back what had been typed when the page was left, and `sent` for this pathway. */
  restore(values: FormValues, sent?: Pathway): void;
  /** What stands in the form of this pathway is done with. */
  discard(pathwayId: string): void;
  open(pathwayId?: string): void;
}
