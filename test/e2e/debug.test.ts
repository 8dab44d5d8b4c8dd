/** `debug` against real servers that do it wrong: what a browser hides from the console is told apart, with its cure. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { METER } from './steps.ts';

let site: Site;
let other: Server;
let origin: string;
/** A port where nobody listens any more. */
let dead: string;

beforeAll(async () => {
  site = await Site.start();
  const open = { 'access-control-allow-origin': '*' };
  other = createServer(({ url }, response) => {
    const json = { 'content-type': 'application/json' };
    if (url === '/closed.json') return void response.writeHead(200, json).end('{}');
    if (url === '/moved') return void response.writeHead(301, { ...open, location: '/closed.json' }).end();
    if (url === '/schema.json')
      return void response.writeHead(200, { ...json, ...open }).end('{"version":1,"id":"x","mission":{"title":"x"}}');
    const core = { version: 1, id: 'x', organization: { name: 'X' }, mission: { title: 'X' } };
    const member = { id: 'ada', name: 'Ada', consent: { scope: 'public', until: '2020-01-01T00:00:00Z' } };
    const documents: Record<string, string> = {
      '/broken.json': '{"version":1,',
      '/large.json': JSON.stringify({ ...core, note: 'x'.repeat(300_000) }),
      '/bare.json': JSON.stringify(core),
      '/unfit.json': JSON.stringify({
        ...core,
        goals: [{ id: 'money', label: 'Books', unit: 'GBP', raised: { confirmed: 1 } }],
      }),
      '/quoted.json': JSON.stringify({
        ...core,
        goals: [{ id: 'money', label: 'Books', unit: 'GBP', scale: 2, raised: { confirmed: 1 }, target: '5000' }],
        pathways: [{ id: 'give', kind: 'gift', label: 'Give', unit: 'GBP', scale: 2 }],
      }),
      '/hidden.json': JSON.stringify({ ...core, members: { items: [member, { id: 'eve', name: 'Eve' }] } }),
    };
    if (url! in documents) return void response.writeHead(200, { ...json, ...open }).end(documents[url!]);
    response.writeHead(url === '/login' ? 401 : 404, open).end('no');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  dead = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
  await new Promise((resolve) => gone.close(resolve));
});
afterAll(async () => {
  other.closeAllConnections();
  other.close();
  await site.stop();
});

async function noteOf(
  page: Page,
  endpoint: string,
  headers: Record<string, string> = {},
  tag = METER,
  fallback = tag === METER,
): Promise<string> {
  site.pages.set('/debug', {
    headers,
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Debug</title>
      <script type="module" src="/cdn/cairn.js"></script>
      <${tag} debug endpoint="${endpoint}"><a href="/give">Give</a></${tag}></html>`,
  });
  await page.goto(`${site.url}/debug`);
  const said = await page.waitFor<string>(
    `document.querySelector('${tag}')?.shadowRoot?.querySelector('.debug')?.innerText`,
    { timeout: 20_000 },
  );
  if (fallback)
    expect(await page.evalOn(`${METER} > a`, (link) => link.checkVisibility()), 'the fallback stays').toBe(true);
  return said.replace(/\s+/g, ' ');
}

eachEngine((_engine, open) => {
  it('[AL13] [F49] CORS, a redirect, nobody there, a policy, a login, a wrong id, a wrong field: each with its cure', async () => {
    const page = await open();
    expect(await noteOf(page, `${origin}/closed.json`)).toMatch(
      /gets an answer from http:\/\/127\.0\.0\.1:\d+ that this page may not read \(CORS\)\. The server must send "Access-Control-Allow-Origin: \*"/,
    );
    expect(await noteOf(page, `${origin}/moved`)).toMatch(/\/moved, which redirects\. Write the final address/);
    expect(await noteOf(page, `${dead}/v1/campaigns/x`)).toMatch(/no such host, nothing that listens there/);
    expect(await noteOf(page, `${origin}/login`)).toMatch(/was refused \(401\).*readable without a login/);
    expect(await noteOf(page, `“${site.url}${CAMPAIGN}”`)).toMatch(
      /curly quotes around its endpoint.*Write straight ones/,
    );
    expect(await noteOf(page, '/v1/campaigns/whales')).toMatch(/no such campaign \(404\)\. Check the id/);
    expect(await noteOf(page, `${origin}/schema.json`)).toMatch(/organization.*Mend that field/);
    expect(await noteOf(page, `${origin}/broken.json`)).toMatch(/did not answer with JSON.*a comma too many/);
    expect(await noteOf(page, `${origin}/large.json`)).toMatch(/more than 256 kB.*pictures as addresses/);
    expect(await noteOf(page, `${origin}/bare.json`)).toMatch(/has nothing to show.*It wants a goal, in "goals"/);
    expect(await noteOf(page, `${origin}/hidden.json`, {}, 'cairn-member-spotlight')).toMatch(
      /none of the 2 members: nobody has a consent that holds.*"scope": "public"/,
    );
    // What was left out is the reason, not that there are none; also where the rest can be drawn.
    expect(await noteOf(page, `${origin}/unfit.json`)).toMatch(/leaves out what does not fit: goals\[money\]\.scale/);
    const quoted = await noteOf(page, `${origin}/quoted.json`, {}, METER, false);
    expect(quoted).toMatch(/leaves out what does not fit: goals\[money\]\.target should be number\. Mend that/);
    for (const figures of [
      'raised="£1,820.50" target="5000" unit="GBP"',
      'raised="5" target="9"',
      'target="9" unit="GBP"',
    ])
      expect(await noteOf(page, `" ${figures} lang="en`)).toMatch(
        /has figures that cannot be read: .*(target|unit)="\w+"\. Write raised and target as plain numbers/,
      );
    expect(await noteOf(page, '" raised="5" target="9" unit="£')).toMatch(/leaves out what does not fit.*ISO 4217/);
    const policy = {
      'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
    };
    expect(await noteOf(page, `${origin}/closed.json`, policy)).toMatch(
      /the page's Content Security Policy forbids it\. Add http:\/\/127\.0\.0\.1:\d+ to its connect-src/,
    );
    expect(await noteOf(page, `${CAMPAIGN}`.replace('/v1', 'ftp://x/v1'))).toMatch(/which is no backend we know/);
  });
});
