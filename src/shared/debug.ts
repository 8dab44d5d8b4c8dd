/*
 * `debug`: says to who builds the page why an element shows nothing, and how to mend it. Fetched only where it is asked
 * for. English, like the console: visitors never meet it.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { CampaignError } from '../data/error.ts';
import { helpFor, leftOut, report } from '../data/report.ts';
import type { Campaign } from '../data/schema.ts';
import type { CampaignState } from '../data/store.ts';

interface Finding {
  what: string;
  cure: string;
  help: string;
}

type Debugged = HTMLElement & { readonly endpoint: string; requestUpdate(): void };

export const styles = css`
  .debug {
    margin-block-start: 1em;
    padding: 0.75em 1em;
    border: 1px dashed currentColor;
    font:
      0.875em/1.5 ui-monospace,
      monospace;
    overflow-wrap: anywhere;
  }
`;

const findings = new WeakMap<Debugged, { key: unknown; finding: Finding | undefined }>();

/** The note, once the reason is known; nothing where the element shows what it should. */
export function renderDebug(element: Debugged, state: CampaignState, shows: boolean): TemplateResult | typeof nothing {
  const hides = state.status === 'ready' && (hidesAll(element, state.campaign) || leftOutFor(element).length > 0);
  if ((shows && !hides && !('error' in state)) || state.status === 'loading') return nothing;
  const key = 'error' in state ? state.error : state.status;
  if (findings.get(element)?.key !== key) {
    findings.set(element, { key, finding: undefined });
    void reasonOf(element, state).then((finding) => {
      if (findings.get(element)?.key !== key) return;
      findings.set(element, { key, finding });
      report('warn', `<${element.localName}> ${finding.what} ${finding.cure} ${helpFor(finding.help)}`);
      element.requestUpdate();
    });
  }
  const finding = findings.get(element)?.finding;
  if (!finding) return nothing;
  return html`<div class="debug" part="debug" lang="en" dir="ltr">
    <b>&lt;${element.localName}&gt;</b> ${finding.what} <b>${finding.cure}</b>
    <a href=${helpFor(finding.help)} target="_blank" rel="noopener noreferrer">How to mend it</a>
  </div>`;
}

async function reasonOf(element: Debugged, state: CampaignState): Promise<Finding> {
  if (/[“”„‟«»]/.test(element.endpoint)) {
    return {
      what: `has curly quotes around its endpoint, which count as a part of it: ${element.endpoint}.`,
      cure: 'Write straight ones: endpoint="…". Word processors and some editors change them.',
      help: 'config',
    };
  }
  if ('error' in state && state.error) return reasonOfError(addressOf(element), state.error);
  if (state.status === 'ready') return missingIn(element, state.campaign);
  const figures = ['raised', 'target', 'unit'].filter((name) => element.hasAttribute(name));
  if (figures.length > 0) {
    const said = figures.map((name) => `${name}="${element.getAttribute(name)}"`).join(' ');
    return {
      what: `has figures that cannot be read: ${said}.`,
      cure: 'Write raised and target as plain numbers, such as 34180 or 34180.50, without a sign or a thousands separator, and a unit, such as GBP or hours.',
      help: 'config',
    };
  }
  const provider = element.closest('cairn-campaign');
  return {
    what: provider ? 'stands in a <cairn-campaign> that has no endpoint.' : 'has no endpoint.',
    cure: `Write endpoint="…" on ${provider ? 'the <cairn-campaign>' : 'it, or put it into a <cairn-campaign endpoint="…">'}.`,
    help: 'config',
  };
}

/** Where the element asks: its own endpoint, else that of what is around it. */
function addressOf(element: Debugged): URL | undefined {
  const endpoint =
    element.endpoint ||
    element.closest('cairn-campaign')?.getAttribute('endpoint') ||
    document.querySelector('script[data-cairn-endpoint]')?.getAttribute('data-cairn-endpoint');
  return endpoint && URL.canParse(endpoint, document.baseURI) ? new URL(endpoint, document.baseURI) : undefined;
}

/** Attributes that name something of the campaign. */
const NAMED: Record<string, (campaign: Campaign) => string[]> = {
  goal: ({ goals }) => goals.map(({ id }) => id),
  pathway: ({ pathways }) => pathways.map(({ id }) => id),
};

/** Members there are, and none whom a page may show. */
function hidesAll({ localName }: Debugged, { members }: Campaign): boolean {
  // As `visibleMembers` has it, which entries without people do not carry.
  const holds = (until: string | undefined) => until === undefined || Date.parse(until) > Date.now();
  const items = members?.items ?? [];
  const isShown = ({ consent }: (typeof items)[number]) => consent !== undefined && holds(consent.until);
  return localName === 'cairn-member-spotlight' && items.length > 0 && !items.some(isShown);
}

/** What an element draws, and where the document has it. */
const WANTS: Record<string, string> = {
  'cairn-progress-thermometer': 'a goal, in "goals"',
  'cairn-impact-chart': 'a goal, in "goals", and its past, in "history"',
  'cairn-contribution-form': 'a way in, in "pathways"',
  'cairn-member-spotlight': 'people who agreed to be shown, in "members"',
};

/** Fields of the lists above that do not fit, and why: what is drawn without them is not what was meant. */
function leftOutFor(element: Debugged): string[] {
  const start = `${addressOf(element)?.href ?? 'the campaign in the page'} `;
  const wants = WANTS[element.localName];
  return [...leftOut]
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length))
    .filter((field) => wants === undefined || wants.includes(`"${/^\w*/.exec(field)![0]}"`));
}

function missingIn(element: Debugged, campaign: Campaign): Finding {
  const fields = leftOutFor(element);
  if (fields.length > 0) {
    return {
      what: `leaves out what does not fit: ${fields.join('; ')}.`,
      cure: 'Mend that where the document is made.',
      help: 'dropped',
    };
  }
  if (hidesAll(element, campaign)) {
    return {
      what: `shows none of the ${campaign.members!.items.length} members: nobody has a consent that holds.`,
      cure: 'Give each who agreed "consent": { "scope": "public" }; a day in "until" ends it.',
      help: 'nothing-to-show',
    };
  }
  for (const [name, idsOf] of Object.entries(NAMED)) {
    const wanted = element.getAttribute(name);
    const ids = idsOf(campaign);
    if (wanted && !ids.includes(wanted)) {
      return {
        what: `asks for ${name}="${wanted}", which campaign "${campaign.id}" does not have.`,
        cure: ids.length > 0 ? `Write one of: ${ids.join(', ')}.` : `The campaign has no ${name} at all.`,
        help: 'nothing-to-show',
      };
    }
  }
  return {
    what: `has nothing to show of campaign "${campaign.id}".`,
    cure: `It wants ${WANTS[element.localName] ?? 'more than there is'}. The document has ${campaign.goals.length} goals, ${campaign.pathways.length} pathways, ${campaign.members?.items.length ?? 0} members, ${campaign.history.length} histories.`,
    help: 'nothing-to-show',
  };
}

async function reasonOfError(url: URL | undefined, error: CampaignError): Promise<Finding> {
  const { kind, message, status, problem } = error;
  const finding = (what: string, cure: string, help: string = kind): Finding => ({ what, cure, help });
  if (kind === 'network' && url) return (await reasonOfSilence(url)) ?? finding(message, '', 'network');
  if (problem?.code === 'campaign-not-found' || status === 404) {
    return finding(
      `asked ${url?.href ?? 'its endpoint'}, where there is no such campaign (404).`,
      'Check the id at the end of the address.',
      'http',
    );
  }
  if (status === 401 || status === 403) {
    return finding(`was refused (${status}).`, 'A public campaign must be readable without a login.', 'http');
  }
  if (status !== undefined) {
    return finding(
      `got status ${status}.`,
      "The server's own log has the reason; the element tries again by itself.",
      'http',
    );
  }
  if (kind === 'schema')
    return finding(
      message,
      / instead of JSON/.test(message)
        ? 'Write the address of the campaign itself: on a Cairn server it ends in /v1/campaigns/ and its id.'
        : / did not answer with JSON/.test(message)
          ? 'Look there for a comma too many, a bracket or a quote too few.'
          : 'Mend that field where the document is made.',
    );
  if (kind === 'offline') return finding('is offline.', 'It comes by itself when the connection is back.');
  if (kind === 'timeout') return finding('got no complete answer within ten seconds.', 'It tries again by itself.');
  if (kind === 'too-large')
    return finding(
      message,
      'Leave pictures as addresses, and keep to ten contributions, twelve members, five updates.',
    );
  return finding(message, '');
}

/** A browser tells a script only that there was no answer; trying in other ways tells why. */
async function reasonOfSilence(url: URL): Promise<Finding | undefined> {
  const finding = (what: string, cure: string): Finding => ({ what, cure, help: 'network' });
  if (location.protocol === 'https:' && url.protocol === 'http:') {
    return finding(
      `asks for ${url.href} on a page with https:.`,
      'Browsers refuse that mixture: write an https: endpoint.',
    );
  }
  let refused = false;
  const listen = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'connect-src') refused = true;
  };
  document.addEventListener('securitypolicyviolation', listen);
  try {
    const ask = (init: RequestInit) =>
      fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', ...init });
    // A redirect that may be read shows itself; one without the header is refused like any other answer.
    const redirects = await ask({ redirect: 'manual' }).then(
      ({ type }) => type === 'opaqueredirect',
      () => false,
    );
    if (redirects) return finding(`asks ${url.href}, which redirects.`, 'Write the final address.');
    // A blind request follows redirects, too, and fails only where nobody answers.
    await ask({ mode: 'no-cors' });
    return finding(
      `gets an answer from ${url.origin} that this page may not read (CORS).`,
      'The server must send "Access-Control-Allow-Origin: *", and must not redirect.',
    );
  } catch {
    // The event comes in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (refused) {
      return finding(
        `may not ask ${url.origin}: the page's Content Security Policy forbids it.`,
        `Add ${url.origin} to its connect-src.`,
      );
    }
    return finding(
      `gets no answer from ${url.origin}: no such host, nothing that listens there, or a page that other sites may not read.`,
      'Open the endpoint in a tab of its own: JSON should be there. Check its spelling.',
    );
  } finally {
    document.removeEventListener('securitypolicyviolation', listen);
  }
}
