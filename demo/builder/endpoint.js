/*
 * Whether an endpoint answers, and why not: asked with the library itself, so that the builder says what a page would.
 * The reason is the one that `debug` finds.
 */
import '/cdn/cairn.js';
import { serverOf } from './places.js';

const WAIT_MS = 12_000;
/** An address without a host counts from the page it will stand on, and this is another. */
const UNSEEN =
  'A file beside your own page cannot be seen from here. Put it there and look at your page; where that shows nothing, the word debug in the tag says why.';

/** `{ ok, words }`, `unseen` where nobody can say from here, with the campaign's ids and its link where there is one. */
export async function checkEndpoint(endpoint) {
  const element = document.createElement('cairn-progress-thermometer');
  element.setAttribute('endpoint', endpoint);
  element.debug = true;
  element.hidden = true;
  document.body.append(element);
  try {
    const answer = await answerOf(element);
    if (!answer.ok) return URL.canParse(endpoint) ? answer : { ok: false, unseen: true, words: UNSEEN };
    const pages = await hasPages(endpoint);
    const server = pages ? serverOf(endpoint) : undefined;
    // The campaign's own page is there even where its document names none.
    return { ...answer, pages, href: answer.href ?? (server ? `${server.origin}/c/${server.id}` : answer.home) };
  } finally {
    element.remove();
  }
}

/** Whether the campaign's server has pages for frames and pictures: its description of itself says so. */
async function hasPages(endpoint) {
  const server = serverOf(endpoint);
  if (!server) return false;
  try {
    const { paths } = await (await fetch(`${server.origin}/openapi.json`, { credentials: 'omit' })).json();
    return ['/embed/', '/badge/'].every((start) => Object.keys(paths).some((path) => path.startsWith(start)));
  } catch {
    return false; // nothing is promised that could not be seen
  }
}

async function answerOf(element) {
  const end = Date.now() + WAIT_MS;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    const state = element.store?.state;
    if (state?.status === 'ready') return found(state.campaign);
    if (state?.status !== 'error') continue;
    const note = element.shadowRoot?.querySelector('[part="debug"]');
    if (!note) continue;
    const words = [...note.childNodes]
      .filter(({ localName, nodeType }) => localName !== 'a' && nodeType !== Node.COMMENT_NODE)
      .map(({ textContent }) => textContent)
      .join(' ')
      .replace(/<cairn-[a-z-]+>\s*(?=https?:|$)/, '')
      .replace(/<cairn-[a-z-]+>/, 'The widget')
      .replace(/\s+/g, ' ')
      .trim();
    return { ok: false, words };
  }
  return { ok: false, words: 'No answer within twelve seconds.' };
}

function found(campaign) {
  const { organization, mission, goals, pathways, links } = campaign;
  const count = (list, one, many) => `${list.length} ${list.length === 1 ? one : many}`;
  return {
    ok: true,
    words: `${organization.name}: “${mission.title}” (${count(goals, 'goal', 'goals')}, ${count(pathways, 'pathway', 'pathways')})`,
    goals: goals.map(({ id, label }) => ({ id, label })),
    pathways: pathways.map(({ id, label }) => ({ id, label })),
    href: links?.fallback ?? mission.url,
    home: organization.url,
    text: mission.title,
  };
}
