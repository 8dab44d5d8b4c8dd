/* What somebody has at hand of a campaign -> the address a widget asks. Pure, and runs in Node, where it is tested. */

/** A host as people write it, without `https:`. Not the name of a file. */
const BARE_HOST = /^(?![^/]*\.json$)[\w-]+(\.[\w-]+)+(:\d+)?(\/.*)?$/i;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/i;
/** Pages and pictures of the reference server: each is about one campaign. */
const ABOUT = /^\/(?:c|card|badge|qr|embed\/[\w-]+)\/([\w-]+)(?:\.(?:svg|png))?\/?$/;
const BELOW = /^(\/v1\/campaigns\/[\w-]+)\/.*$/;

/** The endpoint somebody means: the campaign's page, a badge of it, or an address without its scheme will do. */
export function endpointOf(typed) {
  let text = typed.trim();
  if (LOCAL_HOST.test(text)) text = `http://${text}`;
  else if (BARE_HOST.test(text)) text = `https://${text}`;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text;
  const url = new URL(text);
  if (/^(www\.)?opencollective\.com$/i.test(url.hostname)) {
    const [, slug] = /^\/([\w-]+)/.exec(url.pathname) ?? [];
    return slug ? `opencollective:${slug}` : text;
  }
  const [, id] = ABOUT.exec(url.pathname) ?? [];
  if (id) return `${url.origin}/v1/campaigns/${id}`;
  const [, campaign] = BELOW.exec(url.pathname) ?? [];
  return campaign ? url.origin + campaign : text;
}

/** Whether an address leads nowhere but to the computer, or the network, it is opened on. */
export function isLocal(address) {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return (
    /^(localhost|.*\.(localhost|local)|\[::1\])$/i.test(hostname) ||
    /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(hostname)
  );
}

/**
 * The choices with the address the server will have, in place of the one it has while somebody tries it.
 * @template {{ endpoint: string, scripts: string, site: string, link: { href: string, text: string } }} T
 * @param {T} choices
 * @param {string} here origin that `site` replaces
 * @returns {T}
 */
export function placed(choices, here) {
  const { site, link } = choices;
  if (!/^https?:\/\//i.test(site) || !URL.canParse(site)) return choices;
  const base = site.replace(/\/+$/, '');
  const move = (address) =>
    address === here || address.startsWith(`${here}/`) ? base + address.slice(here.length) : address;
  return {
    ...choices,
    endpoint: move(choices.endpoint),
    scripts: move(choices.scripts),
    link: { ...link, href: move(link.href) },
  };
}
