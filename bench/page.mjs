/**
 * What whole pages cost a visitor: layout shift with a late script, requests, the longest task on a slow machine, a
 * storm of live events, and an idle page. Chromium, the script build, and a stand-in for the server that only says what
 * it is told to.
 */
import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { root } from '../tools/paths.mjs';

const ENDPOINT = '/v1/campaigns/high-fells';
const TAGS = {
  banner: 'cairn-mission-banner',
  thermometer: 'cairn-progress-thermometer',
  form: 'cairn-contribution-form',
  spotlight: 'cairn-member-spotlight',
  chart: 'cairn-impact-chart',
};
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const LATE_MS = 400;
const STORM = { perSecond: 1000, seconds: 10 };
const IDLE_SECONDS = 20;
const LONGEST_ROUNDS = 7;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function demoTimes() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'server/src/demo.ts')],
    format: 'esm',
    write: false,
  });
  const module = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return module.shiftToToday;
}

/** The demo's files, its campaign, a stream, and pages made up by the measurements. */
async function serve() {
  // Pictures stand beside the page, as the reference server has them.
  const demo = JSON.parse(readFileSync(join(root, 'demo/campaign.json'), 'utf8').replaceAll('"./assets/', '"/assets/'));
  // In its best week on every day this is measured, as on the reference server: a campaign that is over is another page.
  const today = (await demoTimes())(demo, Date.now());
  const campaign = { ...today, rev: 1, links: { ...demo.links, events: `${ENDPOINT}/events` } };
  const site = { pages: new Map(), seen: [], streams: new Set(), campaign, lateMs: 0 };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    site.seen.push(`${request.method} ${path}`);
    const answer = (type, body) => {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    };
    if (site.pages.has(path)) return answer(TYPES['.html'], site.pages.get(path));
    if (path === ENDPOINT) return answer(TYPES['.json'], JSON.stringify(site.campaign));
    if (path === `${ENDPOINT}/events`) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(
        `event: hello\ndata: {"rev":1,"serverTime":"${new Date().toISOString()}","heartbeatMs":15000}\n\n`,
      );
      site.streams.add(response);
      return void request.on('close', () => site.streams.delete(response));
    }
    const file = join(root, normalize(path.startsWith('/cdn/') ? path : `/demo${path}`));
    if (!file.startsWith(root) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404);
      return void response.end();
    }
    const send = () => answer(TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file));
    return file.endsWith('.js') && site.lateMs > 0 ? void setTimeout(send, site.lateMs) : send();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...site,
    url: `http://127.0.0.1:${server.address().port}`,
    late: (ms) => (site.lateMs = ms),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const element = (tag) => `<${tag}><a href="https://northfell.example/give">Give on our own page</a></${tag}>`;
const page = (tags) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/cdn/cairn.css"><script type="module" src="/cdn/cairn.js"></script>
<style>body { margin: 16px; font: 16px/1.5 sans-serif }</style></head><body><p>Above.</p>
<cairn-campaign endpoint="${ENDPOINT}">${tags.map(element).join('<p>Between.</p>')}</cairn-campaign><p>Below.</p></body></html>`;

/** Every element shows its campaign. */
const ready = (tab) =>
  tab.waitForFunction(
    (tags) =>
      [...document.querySelectorAll(tags)].every(
        (each) => each.shadowRoot?.querySelector('[part~="base"]') && !each.shadowRoot.querySelector('[aria-busy]'),
      ),
    { timeout: 60_000 },
    Object.values(TAGS).join(),
  );

async function layoutShifts(open, site) {
  const shifts = {};
  site.late(LATE_MS);
  for (const [name, tags] of [
    ...Object.entries(TAGS).map(([name, tag]) => [name, [tag]]),
    ['set', Object.values(TAGS)],
  ]) {
    site.pages.set(`/shift-${name}`, page(tags));
    for (const width of [412, 1280]) {
      await open(async (tab) => {
        await tab.setViewport({ width, height: 900 });
        await tab.evaluateOnNewDocument(() => {
          window.shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await tab.goto(`${site.url}/shift-${name}`);
        await ready(tab);
        await sleep(500);
        shifts[`${name} ${width}`] = Number((await tab.evaluate(() => window.shift)).toFixed(4));
      });
    }
  }
  site.late(0);
  return shifts;
}

/** Medians of the page, and beside it of the same page without our script, whose own words have to be laid out, too. */
async function longestTask(open, site) {
  const html = readFileSync(join(root, 'demo/index.html'), 'utf8');
  site.pages.set('/bare.html', html.replace(/<script[\s\S]*?<\/script>/g, ''));
  const times = { '/index.html': [], '/bare.html': [] };
  for (let i = 0; i < LONGEST_ROUNDS; i++) {
    for (const path of Object.keys(times)) {
      await open(async (tab) => {
        const client = await tab.createCDPSession();
        await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await tab.evaluateOnNewDocument(() => {
          window.longest = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
          }).observe({ type: 'longtask', buffered: true });
        });
        await tab.goto(site.url + path);
        if (path === '/index.html') await ready(tab);
        await sleep(1000);
        // Tasks under 50 ms are not long, and the browser does not tell of them.
        times[path].push(Math.round(await tab.evaluate(() => window.longest)));
      });
    }
  }
  const [withUs, bare] = Object.values(times).map((each) => each.toSorted((a, b) => a - b)[each.length >> 1]);
  return { withUs, bare };
}

async function requests(open, site) {
  return open(async (tab) => {
    site.seen.length = 0;
    await tab.goto(`${site.url}/index.html`);
    await ready(tab);
    await sleep(1500);
    const count = (path) => site.seen.filter((each) => each === `GET ${path}`).length;
    return {
      documents: count(ENDPOINT),
      streams: count(`${ENDPOINT}/events`),
      others: site.seen.filter((each) => each.includes('/v1/')).length - count(ENDPOINT) - count(`${ENDPOINT}/events`),
    };
  });
}

/** Renders per second of the element that rendered most, and the share of the main thread that all of them took. */
async function storm(open, site) {
  return open(async (tab) => {
    const client = await tab.createCDPSession();
    await client.send('Performance.enable');
    const busy = async () =>
      (await client.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
    await tab.goto(`${site.url}/index.html`);
    await ready(tab);
    await tab.waitForFunction(() => document.querySelector('cairn-campaign').store.state.live === 'live');
    await sleep(2000);
    await tab.evaluate((tags) => {
      window.renders = new Map();
      for (const each of document.querySelectorAll(tags)) {
        const { performUpdate } = each;
        each.performUpdate = function () {
          window.renders.set(this, [...(window.renders.get(this) ?? []), performance.now()]);
          return performUpdate.call(this);
        };
      }
    }, Object.values(TAGS).join());
    const before = await busy();
    const begin = performance.now();
    let rev = 1;
    const goal = site.campaign.goals[0];
    while (performance.now() - begin < STORM.seconds * 1000) {
      // What is due by now, so that the rate holds however late a timer is.
      const due = 1 + Math.floor(((performance.now() - begin) / 1000) * STORM.perSecond);
      let text = '';
      for (; rev < due; rev++) {
        const raised = { ...goal.raised, confirmed: goal.raised.confirmed + rev * 100 };
        const data = { rev: rev + 1, from: rev, goals: [{ id: goal.id, raised }] };
        text += `id: ${rev + 1}\nevent: goals\ndata: ${JSON.stringify(data)}\n\n`;
      }
      for (const stream of site.streams) stream.write(text);
      await sleep(5);
    }
    const took = (await busy()) - before;
    // So many renders have one interval less between them.
    const most = await tab.evaluate(() =>
      Math.max(0, ...[...window.renders.values()].map((at) => ((at.length - 1) * 1000) / (at.at(-1) - at[0] || 1))),
    );
    return {
      events: rev - 1,
      rendersPerSecond: Number(most.toFixed(2)),
      mainThread: Number((took / STORM.seconds).toFixed(4)),
    };
  });
}

/** Callbacks of timers and frames per second while nothing happens. */
async function idle(open, site) {
  return open(async (tab) => {
    await tab.evaluateOnNewDocument(() => {
      window.wakeUps = 0;
      for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) {
        const real = window[name].bind(window);
        window[name] = (callback, ...rest) =>
          real(
            (...given) => {
              window.wakeUps += 1;
              callback(...given);
            },
            ...rest,
          );
      }
    });
    await tab.goto(`${site.url}/index.html`);
    await ready(tab);
    await sleep(3000);
    const before = await tab.evaluate(() => window.wakeUps);
    await sleep(IDLE_SECONDS * 1000);
    return Number((((await tab.evaluate(() => window.wakeUps)) - before) / IDLE_SECONDS).toFixed(3));
  });
}

export async function measurePages(browser) {
  const site = await serve();
  const open = async (work) => {
    const context = await browser.createBrowserContext();
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  };
  try {
    return {
      layoutShift: await layoutShifts(open, site),
      requests: await requests(open, site),
      longestTask: await longestTask(open, site),
      storm: await storm(open, site),
      idleWakeUpsPerSecond: await idle(open, site),
    };
  } finally {
    site.close();
  }
}
