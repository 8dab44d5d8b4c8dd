import type { CampaignError } from '../data/error.ts';
import type { Frequency, PathwayKind } from '../data/schema.ts';
import type { Quantity } from '../data/quantity.ts';

/*
 * The public vocabulary. Facts come after the state changed and cannot be cancelled; requests come before and can.
 * Setting a property fires nothing. No detail carries a name, an e-mail address, a message or a payment id.
 */

abstract class CairnEvent<Detail> extends Event {
  constructor(
    type: string,
    readonly detail: Detail,
    init: EventInit = {},
  ) {
    super(type, { bubbles: true, composed: true, ...init });
  }
}

/** The goal was reached while the page was open. */
export class CairnGoalEvent extends CairnEvent<{ campaignId: string; goalId: string }> {
  constructor(detail: { campaignId: string; goalId: string }) {
    super('cairn-goal', detail);
  }
}

/** The element was seen: half of it for a second. Once per element and campaign. */
export class CairnViewEvent extends CairnEvent<{ campaignId: string; element: string }> {
  constructor(detail: { campaignId: string; element: string }) {
    super('cairn-view', detail);
  }
}

/** The visitor sent the element away: for good, until later, or because they gave already. */
export class CairnDismissEvent extends CairnEvent<{
  campaignId: string;
  element: string;
  reason: 'close' | 'later' | 'gave';
}> {
  constructor(detail: CairnDismissEvent['detail']) {
    super('cairn-dismiss', detail);
  }
}

/** A call to action was followed. Cancel it to handle the pathway yourself. */
export class CairnCtaEvent extends CairnEvent<{ campaignId: string; pathwayId: string; kind: PathwayKind }> {
  constructor(detail: { campaignId: string; pathwayId: string; kind: PathwayKind }) {
    super('cairn-cta', detail, { cancelable: true });
  }
}

/** The visitor began to fill in the form. */
export class CairnStartEvent extends CairnEvent<{ campaignId: string; pathwayId: string }> {
  constructor(detail: { campaignId: string; pathwayId: string }) {
    super('cairn-start', detail);
  }
}

/** The visitor chose a pathway, an amount or a frequency. */
export class CairnSelectEvent extends CairnEvent<{
  campaignId: string;
  pathwayId: string;
  kind: PathwayKind;
  quantity?: Quantity | undefined;
  frequency?: Frequency | undefined;
}> {
  constructor(detail: CairnSelectEvent['detail']) {
    super('cairn-select', detail);
  }
}

/** The visitor went to another step of a form that asks one thing after the other. */
export class CairnStepEvent extends CairnEvent<{
  campaignId: string;
  pathwayId: string;
  step: 'choose' | 'details' | 'review';
}> {
  constructor(detail: CairnStepEvent['detail']) {
    super('cairn-step', detail);
  }
}

/** The form was sent with something to fix. `fields` names the fields, never their values. */
export class CairnInvalidEvent extends CairnEvent<{ campaignId: string; pathwayId: string; fields: string[] }> {
  constructor(detail: { campaignId: string; pathwayId: string; fields: string[] }) {
    super('cairn-invalid', detail);
  }
}

/** The form is about to be sent. Cancel it to send it yourself. */
export class CairnSubmitEvent extends CairnEvent<{
  campaignId: string;
  pathwayId: string;
  kind: PathwayKind;
  quantity?: Quantity | undefined;
  frequency?: Frequency | undefined;
}> {
  constructor(detail: CairnSubmitEvent['detail']) {
    super('cairn-submit', detail, { cancelable: true });
  }
}

/** The contribution is recorded, or its payment is confirmed. `contributionId` is the backend's public id. */
export class CairnSuccessEvent extends CairnEvent<{
  campaignId: string;
  contributionId: string;
  pathwayId: string;
  kind: PathwayKind;
  state: string;
  quantity?: Quantity | undefined;
  frequency?: Frequency | undefined;
}> {
  constructor(detail: CairnSuccessEvent['detail']) {
    super('cairn-success', detail);
  }
}

/** Something failed: loading, or sending. `code` is a problem code of the protocol, or the kind of failure. */
export class CairnErrorEvent extends CairnEvent<{ campaignId?: string | undefined; code: string }> {
  constructor(error: CampaignError, campaignId?: string) {
    super('cairn-error', { campaignId, code: error.problem?.code ?? error.kind });
  }
}

declare global {
  // Elements, documents and windows: events of Cairn bubble.
  interface GlobalEventHandlersEventMap {
    'cairn-goal': CairnGoalEvent;
    'cairn-view': CairnViewEvent;
    'cairn-dismiss': CairnDismissEvent;
    'cairn-cta': CairnCtaEvent;
    'cairn-start': CairnStartEvent;
    'cairn-select': CairnSelectEvent;
    'cairn-step': CairnStepEvent;
    'cairn-invalid': CairnInvalidEvent;
    'cairn-submit': CairnSubmitEvent;
    'cairn-success': CairnSuccessEvent;
    'cairn-error': CairnErrorEvent;
  }
}
