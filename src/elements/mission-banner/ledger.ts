import { html, nothing, type TemplateResult } from 'lit';
import type { Evidence } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { formatDate, formatMoment } from '../../shared/dates.ts';
import { shieldIcon } from '../../shared/icons-later.ts';
import { isolate } from '../../i18n/index.ts';
import type { View } from './view.ts';

const EVIDENCE_SHOWN = 2;

const SAID_BY: Record<Evidence['kind'], Term> = {
  audit: 'bannerAudit',
  certificate: 'bannerCertificate',
  report: 'bannerReport',
  receipt: 'bannerReceipt',
  photo: 'bannerPhoto',
  metric: 'bannerMetric',
};

/** The closing row: what is new, what the campaign holds to, and who has looked at it. */
export function renderLedger(
  { campaign, locale, now, term }: View,
  without: { latest: boolean; values: boolean; evidence: boolean },
): TemplateResult | typeof nothing {
  const update = without.latest ? undefined : campaign.updates?.items[0];
  const values = without.values ? [] : campaign.mission.values;
  const evidence = without.evidence ? [] : campaign.evidence.slice(0, EVIDENCE_SHOWN);
  if (!update && values.length === 0 && evidence.length === 0) return nothing;
  return html`<dl class="ledger" part="ledger">
    ${
      update
        ? html`<div class="latest" part="latest">
            <dt>
              <time datetime=${update.at} title=${formatMoment(update.at, locale)}
                >${term('bannerLatest', { date: formatDate(update.at, locale, now) })}</time
              >
            </dt>
            <dd>${renderLink(update.title, update.url)}</dd>
          </div>`
        : nothing
    }
    ${
      values.length > 0
        ? html`<div class="values" part="values">
            <dt>${term('bannerValues')}</dt>
            <dd><bdi>${values.map(sentence).join(' ')}</bdi></dd>
          </div>`
        : nothing
    }
    ${
      evidence.length > 0
        ? html`<div class="evidence" part="evidence">
            <dt>${term('bannerEvidence')}</dt>
            ${evidence.map(
              (item) =>
                html`<dd>
                  ${shieldIcon()}${item.issuer ? term(SAID_BY[item.kind], { issuer: isolate(item.issuer) }) : nothing}
                  ${renderLink(item.title, item.url)}
                </dd>`,
            )}
          </div>`
        : nothing
    }
  </dl>`;
}

function renderLink(text: string, url: string | undefined): unknown {
  const isolated = html`<bdi>${text}</bdi>`;
  return url ? html`<a href=${url} rel="noopener noreferrer">${isolated}</a>` : isolated;
}

/** Values stand one after the other, so each must end like a sentence. */
const sentence = (value: string): string => (/[\p{L}\p{N}]$/u.test(value) ? `${value}.` : value);
