import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import type { Ctx, Deps, Env } from '../context.ts';
import { campaignsHere, readRecord } from '../database/read.ts';
import type { ContributionRow } from '../database/tables.ts';
import { receiptOf } from '../contribute.ts';
import { returnAddress } from '../payments/return.ts';
import { majorOf } from '../payments/template.ts';
import { ProblemError } from '../problem.ts';
import { readBody } from '../routes/body.ts';
import { onlyMethods } from '../routes/methods.ts';
import { close, confirm, type PrivatePart } from '../settle.ts';
import { Html, html } from './html.ts';

const PATH = '/checkout/:ref';

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 28rem; margin: 0 auto; padding: 2rem 1rem; }
.stand-in { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 2px dashed; border-radius: .625rem; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
.amount { font-size: 2rem; font-weight: 700; margin: 0 0 1.5rem; font-variant-numeric: tabular-nums; }
button, a.button { display: block; box-sizing: border-box; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; font: inherit; text-align: center;
  color: CanvasText; background: Canvas; border: 1px solid GrayText; border-radius: .625rem; cursor: pointer; text-decoration: none; }
button.pay { color: #fff; background: #0b6b4f; border-color: #0b6b4f; font-weight: 700; }
:focus-visible { outline: 3px solid #d97a16; outline-offset: 2px; }
`;
// The tag in one piece: the policy allows exactly these bytes, and white space around them would be others.
const STYLE_TAG = new Html(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * What a hosted checkout would be, for the demo and for tests: it says that it is a stand-in, moves no money, and returns
 * to the page with nothing but the contribution's id; its state is asked from the server.
 */
export function checkoutPages(app: Hono<Env>, deps: Deps): void {
  const { db } = deps.database;

  app.get(PATH, async (c) => {
    const row = await find(c);
    const { document } = await readRecord(db, row.campaign_id);
    const state = receiptOf(row, deps.now()).state;
    const organization = document.organization.name;
    const returnTo = backTo(row);
    const open = state === 'awaiting_payment';
    const body = open
      ? html`<h1>Your gift to ${organization}</h1>
          <p class="amount">${amountText(row, document.locale)}</p>
          <form method="post">
            <button class="pay" name="action" value="pay">Pay</button>
            <button name="action" value="decline">Decline</button>
            <button name="action" value="cancel">Cancel</button>
          </form>`
      : html`<h1>${STATE_TEXT[state] ?? 'This payment is closed'}</h1>
          <p>Receipt ${row.receipt ?? ''} for ${organization}.</p>
          ${returnTo ? html`<a class="button" href="${returnTo}">Back to the page</a>` : html`<p>You can close this page.</p>`}`;
    return pageResponse(c, body, returnTo);
  });

  app.post(PATH, async (c) => {
    const row = await find(c);
    const action = new URLSearchParams(await readBody(c)).get('action');
    const waiting = receiptOf(row, deps.now()).state === 'awaiting_payment';
    if (waiting) {
      if (action === 'pay') {
        await confirm(db, row.id, deps.now());
        deps.hub.wake(row.campaign_id);
      } else if (action === 'decline' || action === 'cancel') {
        await close(db, row.id, action === 'decline' ? 'failed' : 'cancelled', deps.now());
      } else throw new ProblemError('bad-request', { detail: 'action should be pay, decline or cancel' });
    }
    const target = backTo(row) ?? c.req.path;
    return c.body(null, 303, { location: target, 'cache-control': 'no-store' });
  });
  onlyMethods(app, PATH, 'GET, HEAD, POST');

  async function find(c: Ctx): Promise<ContributionRow> {
    const ref = c.req.param('ref') ?? '';
    const row = ref.startsWith('test_')
      ? await db
          .selectFrom('contributions')
          .selectAll()
          .where('provider_ref', '=', ref)
          .where('campaign_id', 'in', campaignsHere(db))
          .executeTakeFirst()
      : undefined;
    if (!row || row.provider !== 'test') throw new ProblemError('not-found');
    return row;
  }
}

const STATE_TEXT: Record<string, string> = {
  confirmed: 'This gift is paid',
  failed: 'The payment was declined',
  cancelled: 'The payment was cancelled',
  expired: 'This payment has expired',
};

function backTo(row: ContributionRow): string | undefined {
  return returnAddress((JSON.parse(row.private ?? '{}') as Partial<PrivatePart>).returnUrl, row.id);
}

function amountText(row: ContributionRow, locale: string | undefined): string {
  const decimal = majorOf({ value: row.value ?? 0, scale: row.scale ?? 0 });
  const every = row.frequency && row.frequency !== 'once' ? `, ${row.frequency}` : '';
  try {
    const format = new Intl.NumberFormat(locale ?? 'en', { style: 'currency', currency: row.unit ?? '' });
    return format.format(decimal as unknown as number) + every; // a decimal string keeps every digit
  } catch {
    return `${decimal} ${row.unit ?? ''}${every}`; // a unit or a locale that Intl does not know
  }
}

function pageResponse(c: Ctx, body: Html, returnTo: string | undefined): Response {
  const page = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="robots" content="noindex" />
      <title>Test checkout</title>
      ${STYLE_TAG}
      <main>
        <p class="stand-in">
          <strong>This is a test checkout.</strong> It stands in for a payment page. No money moves, and no card is
          asked for.
        </p>
        ${body}
      </main>
    </html>`;
  // Browsers hold the redirect after a form to form-action as well.
  const back = returnTo ? ` ${new URL(returnTo).origin}` : '';
  return c.body(page.text, 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${back}; base-uri 'none'; frame-ancestors 'none'`,
    'cross-origin-resource-policy': 'same-origin',
  });
}
