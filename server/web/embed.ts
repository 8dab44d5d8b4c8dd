/**
 * On a page with frames of this server: gives each the height its content asks for.
 *
 *   <iframe src="https://give.example.org/embed/thermometer/riverbank" …></iframe>
 *   <script type="module" src="https://give.example.org/embed/embed.js"></script>
 */
const home = new URL(import.meta.url).origin;
const MOST = 5000;
const LEAST_PAUSE = 100;
const pending = new WeakMap<HTMLIFrameElement, { height: number; at: number; timer?: ReturnType<typeof setTimeout> }>();

function framesHere(): HTMLIFrameElement[] {
  return [...document.querySelectorAll('iframe')].filter(
    (frame) => URL.canParse(frame.src) && new URL(frame.src).origin === home,
  );
}

/** A frame in a sandbox has no origin of its own; then its window is what tells it from others. */
function speaksFor(frame: HTMLIFrameElement, event: MessageEvent): boolean {
  if (frame.contentWindow !== event.source) return false;
  if (event.origin === home) return true;
  return event.origin === 'null' && frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
}

addEventListener('message', (event: MessageEvent<{ type?: unknown; height?: unknown } | null>) => {
  if (!event.isTrusted || typeof event.data !== 'object' || event.data?.type !== 'cairn:height') return;
  const { height } = event.data;
  if (typeof height !== 'number' || !Number.isFinite(height)) return;
  const frame = framesHere().find((one) => speaksFor(one, event));
  if (frame) resize(frame, Math.round(Math.min(MOST, Math.max(0, height))));
});

/** At most ten times a second, so that a frame whose height depends on itself cannot keep the page busy. */
function resize(frame: HTMLIFrameElement, height: number): void {
  const known = pending.get(frame) ?? { height: -1, at: 0 };
  pending.set(frame, known);
  known.height = height;
  const wait = known.at + LEAST_PAUSE - performance.now();
  const set = () => {
    delete known.timer;
    known.at = performance.now();
    frame.height = String(known.height);
  };
  if (known.timer !== undefined) return;
  if (wait <= 0) set();
  else known.timer = setTimeout(set, wait);
}

/**
 * A frame that was there first, or that a policy keeps from knowing us, waits for a word. One that has not come yet still
 * holds an empty page of ours, whose document we can see.
 */
function greet(): void {
  for (const frame of framesHere())
    if (
      frame.contentDocument === null &&
      (!frame.hasAttribute('sandbox') || frame.sandbox.contains('allow-same-origin'))
    )
      frame.contentWindow?.postMessage({ type: 'cairn:hello' }, home);
}
greet();
addEventListener('load', greet, true); // frames tell by capturing: their load does not bubble
