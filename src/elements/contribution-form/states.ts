import { html, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/phase.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Pending } from './pending.ts';
import type { Done } from './thanks.ts';
import type { Waiting } from './waiting.ts';

/** Something the server wants worked out before it takes anything. */
export interface Check {
  /** Of the work that may be needed, 0 to 1. */
  share: number;
  stop(): void;
}

/** Where the visitor is. Only `form` can be typed into. */
export type Phase =
  | { name: 'form' }
  | { name: 'sending'; check?: Check }
  | { name: 'leaving'; url: string }
  | { name: 'checking' }
  | { name: 'pending'; kept: Pending }
  | { name: 'queued'; waiting: Waiting; busy?: boolean; check?: Check; note?: string }
  | { name: 'thanks'; done: Done };

/** Blocks in the places of a form that asks for money, so that what stands below it hardly moves when it comes. */
export function renderSkeleton(): TemplateResult {
  return html`<div class="head"><span class="sk sk-title"></span><span class="sk sk-tabs"></span></div>
    <div class="panel">${renderSkeletonPanel()}</div>`;
}

/** The same for what stands below the tabs. */
export function renderSkeletonPanel(): TemplateResult {
  return html`<div class="left">
      <span class="sk sk-row"></span>
      <div class="sk-col">
        <div class="amounts">${[1, 2, 3, 4, 5, 6].map(() => html`<span class="sk sk-amount"></span>`)}</div>
        <span class="sk sk-row"></span>
      </div>
      <span class="sk sk-impact"></span>
    </div>
    <div class="right">
      <div class="fields two"><span class="sk sk-field"></span><span class="sk sk-field"></span></div>
      <span class="sk sk-fee"></span>
      <span class="sk sk-submit"></span>
    </div>`;
}

/** Whether contributions are taken now. After the end only where the campaign says it still takes them. */
export function isOpen(campaign: Campaign, now: number): boolean {
  const phase = phaseOf(campaign, now);
  return phase === 'active' || (phase === 'ended' && campaign.acceptsAfterEnd);
}
