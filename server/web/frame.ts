/**
 * Inside a frame: tells the page around how high this one is, so that nothing scrolls in it. Two languages: our own, which
 * embed.js understands, and WordPress's, whose script on the page understands no other.
 */
interface Hello {
  type?: unknown;
  message?: unknown;
  secret?: unknown;
}

const MOST = 5000;
const LEAST_PAUSE = 100;
const secret = /^#\?secret=([A-Za-z0-9]{1,40})$/.exec(location.hash)?.[1];
let target = originAround();
let told = -1;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Who stands around: never guessed, and nothing is sent to everybody. Unknown until they say hello. */
function originAround(): string | undefined {
  const said = document.referrer || (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
  if (!said || !URL.canParse(said)) return undefined;
  const { origin } = new URL(said);
  return origin === 'null' ? undefined : origin;
}

function tell(): void {
  timer = undefined;
  const height = Math.min(MOST, Math.ceil(document.body.getBoundingClientRect().height));
  if (target === undefined || height === told) return;
  told = height;
  parent.postMessage({ type: 'cairn:height', height }, target);
  if (secret !== undefined) parent.postMessage({ message: 'height', value: height, secret }, target);
}

if (parent !== window) {
  new ResizeObserver(() => (timer ??= setTimeout(tell, LEAST_PAUSE))).observe(document.body);
  addEventListener('message', (event: MessageEvent<Hello | null>) => {
    if (!event.isTrusted || event.source !== parent || event.origin === 'null') return;
    const { data } = event;
    const hello = data?.type === 'cairn:hello' || (data?.message === 'ready' && data.secret === secret);
    if (!hello) return;
    target = event.origin;
    told = -1;
    tell();
  });
  // WordPress lets the frame lead the page to addresses of this server; a sandbox would keep the link from working.
  document.addEventListener('click', (event) => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (!link || secret === undefined || target === undefined || link.origin !== location.origin) return;
    event.preventDefault();
    parent.postMessage({ message: 'link', value: link.href, secret }, target);
  });
}
