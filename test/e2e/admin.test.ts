/** The organiser's page as an organiser uses it, with what contributors typed in it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';

const PAYLOADS = [
  '<script>window.hacked=1</script>',
  '<img src=x onerror="window.hacked=1">',
  '"><svg onload=window.hacked=1>',
  'javascript:window.hacked=1',
  '{{constructor.constructor("window.hacked=1")()}}',
  '${window.hacked=1}',
  '<iframe srcdoc="<script>parent.hacked=1</script>">',
];

let site: Site;
let key = '';
beforeAll(async () => {
  site = await Site.start();
  key = await site.key();
});
afterAll(() => site.stop());

const ROOT = 'cairn-admin';
const VIEW = `${ROOT} >>> cairn-admin-contributions`;
let made = 0;

async function give(name: string): Promise<{ id: string; receipt: string }> {
  const response = await fetch(`${site.url}${CAMPAIGN}/contributions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `admin-contribution-${Date.now()}-${++made}` },
    body: JSON.stringify({
      pathwayId: 'donate',
      quantity: { value: 2500, unit: 'USD', scale: 2 },
      name,
      message: name,
      email: 'somebody@mail.example',
    }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; receipt: string };
}

/** Of which nobody has heard. */
const QUIET = {
  version: 1,
  organization: { name: 'A small group' },
  mission: { title: 'A quiet one' },
  asOf: '2024-01-01T00:00:00Z',
};

async function admin(method: string, path: string, body?: unknown): Promise<void> {
  const response = await fetch(`${site.url}/v1/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

const text = (page: Page, selector: string) =>
  page.evalOn(selector, (element) => (element.shadowRoot ?? element).textContent.replace(/\s+/g, ' '));
const until = (page: Page, selector: string, pattern: RegExp) =>
  expect.poll(() => text(page, selector).catch(() => ''), { timeout: 15_000, interval: 60 }).toMatch(pattern);

async function signIn(page: Page): Promise<void> {
  await page.goto(`${site.url}/admin`);
  await page.fill(`${ROOT} >>> #key`, key);
  await page.press('Enter');
  await page.waitForVisible(`${ROOT} >>> nav`);
}

eachEngine((engine, open) => {
  it('says when a key does not work, and lets nobody in without one', async () => {
    const page = await open();
    await page.goto(`${site.url}/admin#/high-fells/contributions`);
    await page.waitForVisible(`${ROOT} >>> #key`);
    expect(await page.consoleLines()).toEqual([]); // nobody has done anything wrong yet
    await page.fill(`${ROOT} >>> #key`, 'cairn_nothing');
    await page.press('Enter');
    await until(page, ROOT, /This key does not work/);
    expect(await text(page, ROOT)).not.toContain('Sign out');
  });

  it('[S40] [S4] shows what contributors typed as text, under a policy that would not run it', async () => {
    for (const payload of PAYLOADS) await give(payload);
    const page = await open();
    await signIn(page);
    await page.eval(
      `(window.violations = [], addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective)))`,
    );
    await page.eval(`location.hash = '#/high-fells/contributions'`);
    await page.waitForVisible(`${VIEW} >>> table`);
    const shown = await text(page, VIEW);
    for (const payload of PAYLOADS) expect(shown).toContain(payload);
    const rows = await page.evalOn(VIEW, (view) => view.shadowRoot!.querySelectorAll('tbody tr').length);
    for (let row = 0; row < Math.min(rows, PAYLOADS.length); row++) {
      await page.evalOn(
        VIEW,
        (view, row: number) =>
          [...view.shadowRoot!.querySelectorAll('tbody tr')][row]!.querySelectorAll('button')[1]!.click(),
        row,
      );
      await page.waitForVisible(`${VIEW} >>> dialog`);
      await page.press('Escape');
      await page.waitFor(
        `!document.querySelector('cairn-admin').shadowRoot.querySelector('cairn-admin-contributions').shadowRoot.querySelector('dialog').open`,
      );
    }
    expect(await page.eval(`window.hacked ?? 0`)).toBe(0);
    expect(await page.eval('window.violations')).toEqual([]);
    expect(await page.eval('document.cookie')).toBe(''); // the session is out of reach of any script
  });

  it('confirms, refunds and erases, found by search; the campaign follows', async () => {
    const gift = await give(`Grace ${engine}`);
    const before = await site.raised();
    const page = await open();
    await signIn(page);
    await page.eval(`location.hash = '#/high-fells/contributions'`);
    await page.fill(`${VIEW} >>> #q`, gift.receipt);
    await page.press('Enter');
    await until(page, ROOT, /1 found/);
    const press = async (word: string) => {
      await page.evalOn(
        VIEW,
        (view, word: string) => {
          const buttons = [...view.shadowRoot!.querySelectorAll<HTMLElement>('dialog[open] button, tbody button')];
          const found = buttons.filter((one) => one.textContent.trim().startsWith(word)).at(-1);
          if (!found) throw new Error(`no button ${word}`);
          found.click();
        },
        word,
      );
    };
    await press('Confirm');
    await until(page, VIEW, /Has the money arrived/);
    await press('Confirm');
    await until(page, ROOT, /is confirmed/);
    expect(await site.raised()).toBe(before + 2500);
    for (const [word, question, done] of [
      ['Refund', /Take it off the total/, /is refunded/],
      ['Erase person', /Erase this person/, /Erased/],
    ] as const) {
      await press('Details');
      await page.waitForVisible(`${VIEW} >>> dialog`);
      await press(word);
      await until(page, VIEW, question);
      await press(word === 'Refund' ? 'Mark as refunded' : 'Erase for good');
      await until(page, ROOT, done);
    }
    expect(await site.raised()).toBe(before);
    expect(await text(page, VIEW)).not.toContain('Grace');
  });

  it('[A-all-2.1.1] works by keyboard alone: tabs, forms, keys; a view is told by its heading', async () => {
    const page = await open();
    await signIn(page);
    const focused = () =>
      page.eval<string>(
        `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at?.textContent.trim().replace(/\\s+/g, ' ') ?? ''; })()`,
      );
    await page.evalOn(`${ROOT} >>> nav a[href$="/updates"]`, (link) => link.focus());
    await page.press('Enter');
    await expect.poll(focused, { timeout: 10_000 }).toBe('Updates');
    await page.fill(`${ROOT} >>> cairn-admin-updates >>> #title`, `News from ${engine}`);
    await page.press('Enter');
    await until(page, `${ROOT} >>> cairn-admin-updates`, new RegExp(`Published[^]*News from ${engine}`));
    const campaign = (await (await fetch(site.url + CAMPAIGN)).json()) as { updates: { items: { title: string }[] } };
    expect(campaign.updates.items[0]!.title).toBe(`News from ${engine}`);

    await page.eval(`location.hash = '#/high-fells/keys'`);
    await page.fill(`${ROOT} >>> cairn-admin-keys >>> #name`, 'Helper');
    await page.press('Enter');
    await until(page, `${ROOT} >>> cairn-admin-keys`, /It is not shown again[^]*cairn_\w{26}/);
    await page.click(`${ROOT} >>> .who button`);
    await page.waitForVisible(`${ROOT} >>> #key`);
    expect((await fetch(`${site.url}/v1/admin/campaigns`)).status).toBe(401);
  });

  it('[A-all-2.1.1] asks before an update or a key is removed: left, nothing happens, and the focus is where it was', async () => {
    const page = await open();
    await signIn(page);
    const focused = () =>
      page.eval<string>(
        `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at?.textContent.trim().replace(/\\s+/g, ' ') ?? ''; })()`,
      );
    const title = `Short-lived ${engine}`;
    await admin('PUT', `/campaigns/high-fells/updates/short-${engine}`, { title, at: new Date().toISOString() });
    const made = await fetch(`${site.url}/v1/admin/keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: title, scopes: ['read'] }),
    });
    expect(made.status).toBeLessThan(300);
    for (const [view, remove, does, done] of [
      ['updates', `Remove ${title}`, 'Remove the update', /Removed/],
      ['keys', `Remove the key of ${title}`, 'Remove the key', /no longer works/],
    ] as const) {
      const inside = `${ROOT} >>> cairn-admin-${view}`;
      await page.eval(`location.hash = '#/high-fells/${view}'`);
      await until(page, inside, new RegExp(title));
      const press = () =>
        page.evalOn(
          inside,
          (element, remove: string) => {
            const buttons = [...element.shadowRoot!.querySelectorAll<HTMLElement>('button')];
            buttons.find((one) => one.textContent.trim().replace(/\s+/g, ' ') === remove)!.focus();
          },
          remove,
        );
      await press();
      await page.press('Enter');
      await page.waitForVisible(`${inside} >>> #sure`);
      await expect.poll(focused).toBe('Leave it');
      await page.press('Enter'); // pressed twice by mistake, nothing goes
      await expect.poll(focused).toBe(remove);
      await page.press('Enter');
      await page.waitForVisible(`${inside} >>> #sure`);
      await page.press('Escape');
      await expect.poll(focused).toBe(remove);
      expect(await text(page, inside)).toContain(title);
      await page.press('Enter');
      await page.waitForVisible(`${inside} >>> #sure`);
      await until(page, `${inside} >>> #sure`, new RegExp(does));
      await page.evalOn(`${inside} >>> #sure .danger`, (button) => button.focus());
      await page.press('Enter');
      await until(page, ROOT, done);
      await expect.poll(() => text(page, inside)).not.toContain(title);
      await expect.poll(focused).toMatch(/^(Updates|Keys)$/);
    }
  });

  it('tells another system: added, tried out, what failed sent again, removed', async () => {
    let works = false;
    const told: string[] = [];
    const receiver = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => told.push(String(chunk)));
      request.on('end', () => response.writeHead(works ? 204 : 503).end());
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const page = await open();
    await signIn(page);
    const hooks = `${ROOT} >>> cairn-admin-webhooks`;
    // The list is read again after each change: a button comes a moment later, and is pressed once nothing else is on its way.
    const pressed = (word: string) =>
      page.evalOn(
        hooks,
        (view, word: string) => {
          const buttons = [...view.shadowRoot!.querySelectorAll<HTMLElement>('button')];
          const found = buttons.find((one) => one.textContent.trim().startsWith(word));
          if (!found || found.getAttribute('aria-disabled') === 'true') return false;
          found.click();
          return true;
        },
        word,
      );
    const press = (word: string) =>
      expect.poll(() => pressed(word), { timeout: 10_000, message: `a button ${word}` }).toBe(true);
    await page.eval(`location.hash = '#/high-fells/webhooks'`);
    await until(page, hooks, /No other system is told/);
    await page.fill(`${hooks} >>> #url`, address);
    await page.press('Enter');
    await until(page, hooks, /It is not shown again[^]*whsec_/);
    const secret = () => page.evalOn(`${hooks} >>> .secret`, (code) => code.textContent);
    const first = await secret();
    await press('New secret');
    await page.waitForVisible(`${hooks} >>> dialog`);
    await press('Leave it');
    expect(await secret()).toBe(first);
    await press('New secret');
    await page.waitForVisible(`${hooks} >>> dialog`);
    await press('Make it');
    await until(page, hooks, /the old secret holds until/);
    expect(await secret()).toMatch(/^whsec_/);
    expect(await secret()).not.toBe(first);
    await press('Test');
    await until(page, ROOT, /did not take the test message: answered 503/);
    const { id } = await give(`Told ${engine}`);
    const confirmed = await fetch(`${site.url}/v1/admin/contributions/${id}/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
    });
    expect(confirmed.status).toBe(200);
    await expect.poll(() => told.some((text) => text.includes('contribution.')), { timeout: 15_000 }).toBe(true);
    // The view is opened anew: what failed is there by then.
    const again = async () => {
      await page.eval(`location.hash = '#/high-fells/keys'`);
      await until(page, `${ROOT} >>> cairn-admin-keys`, /Make a key/);
      await page.eval(`location.hash = '#/high-fells/webhooks'`);
      await until(page, hooks, /Tell another system/);
    };
    await again();
    await until(page, hooks, /1 failed/);
    await press('What failed');
    await until(page, hooks, /What did not reach[^]*answered 503/);
    works = true;
    const before = told.length;
    await press('Send all again');
    await until(page, ROOT, /Sent again within seconds/);
    await expect.poll(() => told.length, { timeout: 15_000 }).toBe(before + 1);
    await again();
    await until(page, hooks, /Well/);
    await press('Remove');
    await until(page, hooks, /Remove this receiver\?[^]*told nothing any more/);
    await press('Remove the receiver');
    await until(page, hooks, /No other system is told/);
    receiver.closeAllConnections();
    receiver.close();
  });

  it('a campaign whose last day has passed says so, and a later one opens it again', async () => {
    const overview = `${ROOT} >>> cairn-admin-overview`;
    const change = (endsAt: string) =>
      fetch(`${site.url}/v1/admin${CAMPAIGN.replace('/v1', '')}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ endsAt }),
      });
    const document = async () =>
      (await (await fetch(`${site.url}${CAMPAIGN}`)).json()) as { status: string; endsAt?: string };
    const { endsAt } = await document();
    expect((await change('2024-03-01T12:00:00Z')).status).toBe(200);
    try {
      const page = await open();
      await signIn(page);
      await page.eval(`location.hash = '#/high-fells/overview'`);
      await until(page, overview, /Ended .*Last day It has passed/);
      const last = () => page.evalOn(`${overview} >>> #last`, (field) => (field as HTMLInputElement).value);
      expect(await last()).toBe('2024-03-01');
      // Nothing to pause, and nothing to end.
      const buttons = await page.evalOn(overview, (view) =>
        [...view.shadowRoot!.querySelectorAll('button')].map((button) => button.textContent.trim()),
      );
      expect(buttons.filter((each) => /Pause|End|Open/.test(each))).toEqual([]);
      const later = `${new Date().getUTCFullYear() + 1}-05-09`;
      // Each engine types a date in a way of its own.
      await page.evalOn(
        `${overview} >>> #last`,
        (field, day) => void ((field as HTMLInputElement).value = String(day)),
        later,
      );
      await page.click(`${overview} >>> form.bar button`);
      await until(page, overview, /Open Pause End/);
      await expect.poll(async () => (await document()).status, { timeout: 10_000 }).toBe('active');
      expect((await document()).endsAt).toMatch(new RegExp(`^${later}T23:59:59[+-]`));
      expect(await last()).toBe(later);
    } finally {
      await change(endsAt!);
    }
  });

  it('shows first where something happened last, keeps it in the address, and leads to its builder', async () => {
    await admin('PUT', '/campaigns/a-quiet-one', { ...QUIET, id: 'a-quiet-one' });
    await give(`Latest ${engine}`).then(({ id }) => admin('POST', `/contributions/${id}/confirm`));
    try {
      const page = await open();
      await signIn(page);
      const overview = `${ROOT} >>> cairn-admin-overview`;
      await until(page, overview, /Bring the woods back/);
      expect(await page.url()).toMatch(/#\/high-fells\/overview$/);
      const builder = await page.evalOn(
        `${overview} >>> a[href^="/builder/"]`,
        (link) => (link as HTMLAnchorElement).href,
      );
      expect(new URLSearchParams(new URL(builder).hash.slice(1)).get('endpoint')).toBe(`${site.url}${CAMPAIGN}`);
      await page.evalOn(`${ROOT} >>> select`, (select) => {
        (select as HTMLSelectElement).value = 'a-quiet-one';
        select.dispatchEvent(new Event('change'));
      });
      await until(page, overview, /A quiet one/);
      await page.goto(`${site.url}/admin`); // the session holds, and nothing is in the address
      await until(page, overview, /Bring the woods back/);
      await page.goto(`${site.url}/admin?again#/a-quiet-one/overview`);
      await until(page, overview, /A quiet one/);
    } finally {
      await admin('DELETE', '/campaigns/a-quiet-one');
    }
  });

  it('removes a campaign once its id is typed, says so, and shows another', async () => {
    const id = `short-${engine}`;
    await admin('PUT', `/campaigns/${id}`, { ...QUIET, id, mission: { title: 'A short one' } });
    const page = await open();
    await signIn(page);
    const overview = `${ROOT} >>> cairn-admin-overview`;
    await page.eval(`location.hash = '#/${id}/overview'`);
    await until(page, overview, /A short one[^]*Remove this campaign/);
    await page.fill(`${overview} >>> #confirm`, 'high-fells');
    await page.press('Enter');
    await until(page, overview, /"high-fells" is not the id of this campaign/i);
    await page.fill(`${overview} >>> #confirm`, id);
    await page.press('Enter');
    await until(page, ROOT, /A short one is removed/);
    await until(page, overview, /Bring the woods back/);
    expect(await page.url()).toMatch(/#\/high-fells\/overview$/);
    expect((await fetch(`${site.url}/v1/campaigns/${id}`)).status).toBe(404);

    // A large one is gone as well, and the rest of it goes behind the page.
    await admin('PUT', `/campaigns/${id}`, { ...QUIET, id, mission: { title: 'A large one' } });
    await page.goto(`${site.url}/admin?large#/${id}/overview`);
    await until(page, overview, /A large one[^]*Remove this campaign/);
    await page.eval(`(() => {
      const real = fetch;
      window.fetch = async (address, options) => {
        const answer = await real(address, options);
        return options?.method === 'DELETE' ? Response.json({ ...(await answer.json()), cleared: false }) : answer;
      };
    })()`);
    await page.fill(`${overview} >>> #confirm`, id);
    await page.press('Enter');
    await until(page, ROOT, /A large one is removed\. What is stored of it is still being erased/);
  });

  it('[A-all-1.4.10] fits 320 px without scrolling sideways', async () => {
    const page = await open();
    await give('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft');
    await signIn(page);
    await page.setWidth(320);
    for (const view of ['overview', 'contributions', 'members', 'updates', 'keys', 'webhooks']) {
      await page.eval(`location.hash = '#/high-fells/${view}'`);
      await page.waitFor(
        (view: string) => !!document.querySelector('cairn-admin')!.shadowRoot!.querySelector(`cairn-admin-${view}`),
        { args: [view] },
      );
      const beyond = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
      await expect.poll(() => page.eval<number>(beyond), { timeout: 10_000 }).toBeLessThanOrEqual(0);
    }
  });
});
