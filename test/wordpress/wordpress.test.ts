/** The plugin in a real WordPress, with the reference server on another origin: `npm test -- wordpress`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pluginZip } from '../../tools/zip.mjs';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from '../e2e/site.ts';
import { METER, waitForText } from '../e2e/steps.ts';
import { PACKAGES, WordPress, missing } from './place.ts';

let site: Site;
let wordpress: WordPress;
let endpoint: string;

beforeAll(async () => {
  if (missing().length > 0)
    throw new Error(`Not installed: ${missing().join(', ')}. Debian: apt-get install ${PACKAGES}`);
  site = await Site.start();
  endpoint = `${site.url}${CAMPAIGN}`;
  wordpress = await WordPress.start(pluginZip());
  await wordpress.php(
    `update_option( 'cairn_endpoint', '${endpoint}' ); update_option( 'cairn_link', 'https://northfell.example/give' );`,
  );
}, 180_000);
afterAll(async () => {
  wordpress?.stop();
  await site?.stop();
});

/** Publishes a page with this content, by the administrator or somebody else. */
async function publish(content: string, role = 'administrator'): Promise<string> {
  const id = await wordpress.php(`
    $user = '${role}' === 'administrator' ? 1 : wp_insert_user( array( 'user_login' => uniqid(), 'user_pass' => 'x', 'role' => '${role}' ) );
    wp_set_current_user( $user );
    kses_init();
    echo wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Page', 'post_author' => $user,
      'post_content' => wp_slash( base64_decode( '${Buffer.from(content).toString('base64')}' ) ) ) );`);
  return `${wordpress.url}/?page_id=${id.trim()}`;
}
const html = async (url: string) => (await fetch(url)).text();
const quiet = () => {
  const log = join(wordpress.folder, 'debug.log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  expect(lines.filter((line) => line.includes('plugins/cairn'))).toEqual([]);
};

describe('[PL9] the plugin', () => {
  it('puts the tag with its link on the page, and the script once, as a module', async () => {
    const page = await html(
      await publish(
        '[cairn element="progress-thermometer" variant="radial" with-share]\n\n[cairn element="contribution-form"]',
      ),
    );
    expect(page).toContain(
      `<cairn-progress-thermometer endpoint="${endpoint}" variant="radial" with-share><a href="https://northfell.example/give">Take part in the campaign</a></cairn-progress-thermometer>`,
    );
    expect(page.match(/<script type="module" src="[^"]*cairn\.js"/g)).toEqual([
      `<script type="module" src="${site.url}/cdn/v1/cairn.js"`,
    ]);
    expect(page, 'room is kept from the start').toMatch(/scripts\/cairn\.css[^]*<\/head>/);
    expect(await html(await publish('No widget here.'))).not.toMatch(/plugins\/cairn|cairn\.js/);
    quiet();
  });

  it('escapes what somebody typed, and leaves out what is no attribute', async () => {
    const page = await html(
      await publish(
        `[cairn element="progress-thermometer" label="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" onclick="alert(1)" variant="spiral" text="&lt;b&gt;Give&lt;/b&gt;" href="javascript:alert(1)" endpoint="javascript:alert(1)"]
[cairn element="no-such"]`,
      ),
    );
    expect(page).not.toMatch(/<script>alert|onclick|spiral|javascript:/);
    expect(page).toContain('label="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page, 'a link that leads nowhere is none').not.toMatch(/<a href="">/);
    expect(page, 'visitors are told nothing').not.toContain('Cairn knows these elements');
  });

  it('understands the curly quotes that word processors and editors make', async () => {
    for (const typed of [
      '[cairn element=“progress-thermometer” variant=”radial” label=“Book fund” text=”Give now” with-share]',
      '[cairn element=&#8221;progress-thermometer&#8221; variant=„radial“ label="Book fund" text=&#8220;Give now&#8221; with-share]',
    ]) {
      const page = await html(await publish(typed));
      expect(page, typed).toContain(
        `<cairn-progress-thermometer endpoint="${endpoint}" variant="radial" label="Book fund" with-share><a href="https://northfell.example/give">Give now</a>`,
      );
    }
    const words = await html(
      await publish('[cairn element="progress-thermometer" label="“Big” books, 5″" text="Give"]'),
    );
    expect(words, 'those inside of straight ones are somebody’s words').toContain('label="“Big” books, 5″"');
    quiet();
  });

  it('renders the block like the shortcode', async () => {
    const page = await html(
      await publish(
        '<!-- wp:cairn/widget {"element":"member-spotlight","options":{"layout":"grid","with-more":"true"}} /-->',
      ),
    );
    expect(page).toContain(`<cairn-member-spotlight endpoint="${endpoint}" layout="grid" with-more>`);
    const odd = await html(
      await publish('<!-- wp:cairn/widget {"element":["x"],"options":{"goal":["a"],"label":{"a":1},"scale":2}} /-->'),
    );
    expect(odd).toContain(`<cairn-progress-thermometer endpoint="${endpoint}" scale="2">`);
    quiet();
  });

  it('[AL3] what WordPress takes out of an editor’s markup leaves the link', async () => {
    const snippet = `<script type="module" src="${site.url}/cdn/v1/cairn.js"></script><${METER} endpoint="${endpoint}"><a href="https://northfell.example/give">Give to the fells</a></${METER}>`;
    const page = await html(await publish(snippet, 'author'));
    expect(page).toContain('<a href="https://northfell.example/give">Give to the fells</a>');
    expect(page).not.toContain(`<${METER}`);
    expect(await html(await publish(snippet)), 'an administrator’s stays').toContain(`<${METER} endpoint=`);
  });

  it('keeps settings that can be used, and leaves nothing behind', async () => {
    const saved = await wordpress.php(`
      require_once ABSPATH . 'wp-admin/includes/admin.php';
      do_action( 'admin_init' );
      foreach ( array( 'cairn_endpoint' => 'javascript:alert(1)', 'cairn_link' => 'https://example.org/?a=1&b=2', 'cairn_integrity' => 'sha384-"><script>' ) as $name => $value )
        echo $name, '=', sanitize_option( $name, $value ), "\\n";
      echo sanitize_option( 'cairn_endpoint', 'opencollective:webpack' );`);
    expect(saved).toBe(
      'cairn_endpoint=\ncairn_link=https://example.org/?a=1&b=2\ncairn_integrity=\nopencollective:webpack',
    );
    const left = await wordpress.php(`
      global $wpdb; $wpdb->query( 'START TRANSACTION' );
      define( 'WP_UNINSTALL_PLUGIN', 'cairn/cairn.php' ); require WP_PLUGIN_DIR . '/cairn/uninstall.php';
      echo $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->options} WHERE option_name LIKE 'cairn%'" );
      $wpdb->query( 'ROLLBACK' );`);
    expect(left).toBe('0');
  });

  it('[PL9] tells those who can mend it that the address is missing, and takes that of the campaign’s page', async () => {
    const asUser = (user: number, endpoint: string) =>
      wordpress.php(`
        add_filter( 'pre_option_cairn_endpoint', function () { return '${endpoint}'; } );
        wp_set_current_user( ${user} );
        echo do_shortcode( '[cairn element="progress-thermometer"]' ), "\\n", cairn_script_url();`);
    expect(await asUser(1, '')).toMatch(
      /options-general\.php\?page=cairn.*write your campaign’s address into Settings/,
    );
    expect(await asUser(0, ''), 'visitors see the link').not.toContain('Settings');
    const file = await asUser(1, '/campaign.json');
    expect(file, 'a file has no scripts: the plugin brings them').toMatch(
      new RegExp(`${wordpress.url}/wp-content/plugins/cairn/scripts/cairn\\.js\\?ver=`),
    );
    expect(file).not.toContain('Settings');
    const said = await asUser(1, 'https://give.example.org/c/riverbank?lang=de');
    expect(said).toContain('<cairn-progress-thermometer endpoint="https://give.example.org/v1/campaigns/riverbank">');
    expect(said).toContain('https://give.example.org/cdn/v1/cairn.js');
    expect(said).not.toContain('Settings');
  });

  it('takes what somebody has at hand for the address', async () => {
    const typed = {
      'give.example.org/c/riverbank': 'https://give.example.org/v1/campaigns/riverbank',
      ' https://give.example.org/badge/riverbank.svg ': 'https://give.example.org/v1/campaigns/riverbank',
      'https://give.example.org/embed/thermometer/riverbank?lang=de': 'https://give.example.org/v1/campaigns/riverbank',
      'localhost:4321/c/books': 'http://localhost:4321/v1/campaigns/books',
      'https://opencollective.com/webpack/donate': 'opencollective:webpack',
      'opencollective:webpack': 'opencollective:webpack',
      'example.org/data/campaign.json': 'https://example.org/data/campaign.json',
      './wp-content/uploads/campaign.json': `${wordpress.url}/wp-content/uploads/campaign.json`,
      'campaign.json': `${wordpress.url}/campaign.json`,
      '/campaign.json': '/campaign.json',
      'javascript:alert': '',
      'data:text': '',
    };
    const list = Buffer.from(JSON.stringify(Object.keys(typed))).toString('base64');
    const made = await wordpress.php(
      `echo wp_json_encode( array_map( 'cairn_endpoint', json_decode( base64_decode( '${list}' ) ) ) );`,
    );
    expect(JSON.parse(made)).toEqual(Object.values(typed));
  });

  it('speaks German where the site does', async () => {
    const said = await wordpress.php(`
      unload_textdomain( 'cairn' );
      load_textdomain( 'cairn', WP_PLUGIN_DIR . '/cairn/languages/cairn-de_DE.mo' );
      echo __( 'Link without script', 'cairn' );`);
    expect(said).toBe('Link ohne Skript');
  });
});

async function logIn(page: Page): Promise<void> {
  await page.goto(`${wordpress.url}/wp-login.php`);
  await page.eval(
    (name: string, password: string) => {
      document.querySelector<HTMLInputElement>('#user_login')!.value = name;
      document.querySelector<HTMLInputElement>('#user_pass')!.value = password;
      document.querySelector<HTMLFormElement>('#loginform')!.submit();
    },
    wordpress.user.name,
    wordpress.user.password,
  );
  await page.waitFor(`location.pathname.startsWith('/wp-admin')`, { timeout: 30_000 });
}

eachEngine((engine, open) => {
  it('[PL9] a visitor sees the campaign', async () => {
    const page = await open();
    await page.goto(await publish('[cairn element="progress-thermometer"]'));
    await waitForText(page, METER, '$34,180', 30_000);
  });

  it('[PL7] the address of the campaign’s page on a line of its own becomes a frame as high as what is in it', async () => {
    const page = await open();
    await page.goto(await publish(`Look:\n\n${site.url}/c/high-fells\n\nNo plugin needed.`));
    const height = () =>
      page.eval<number>(() => {
        const frame = document.querySelector('iframe.wp-embedded-content');
        // Until the frame has said how high it is, WordPress hides it that way.
        return !frame || getComputedStyle(frame).position === 'absolute' ? 0 : frame.getBoundingClientRect().height;
      });
    await expect
      .poll(height, { timeout: 30_000, message: await page.eval('document.body.innerHTML.slice(0, 1500)') })
      .toBeGreaterThan(200);
    expect(await page.eval(`document.querySelector('iframe').getAttribute('sandbox')`)).toBe('allow-scripts');
  });

  it('[PL9] blocks one after the other stand apart, and nothing moves when their script has come', async () => {
    const page = await open();
    const block = (element: string) => `<!-- wp:cairn/widget {"element":"${element}"} /-->`;
    await page.goto(await publish(block('mission-banner') + block('progress-thermometer')));
    await waitForText(page, METER, '$34,180', 30_000);
    const gap = await page.eval<number>(
      `document.querySelector('${METER}').getBoundingClientRect().top - document.querySelector('cairn-mission-banner').getBoundingClientRect().bottom`,
    );
    expect(gap).toBeGreaterThanOrEqual(40);
    expect(await page.eval(`[...document.styleSheets].some(({ href }) => /scripts\\/cairn\\.css/.test(href))`)).toBe(
      true,
    );
  });

  it('[PL9] a campaign in a file shows with the script that came with the plugin', async () => {
    const file = join(wordpress.folder, 'site/campaign.json');
    writeFileSync(file, readFileSync(new URL('../../examples/campaign.json', import.meta.url)));
    try {
      await wordpress.php(`update_option( 'cairn_endpoint', '/campaign.json' );`);
      const page = await open();
      await page.goto(await publish('[cairn element="progress-thermometer" variant="vertical" lang="de"]'));
      await waitForText(page, METER, /1\.820,50/, 30_000);
    } finally {
      await wordpress.php(`update_option( 'cairn_endpoint', '${endpoint}' );`);
    }
  });

  it('[PL9] the settings page shows the campaign, and says why where it cannot be shown', async () => {
    if (engine !== 'chromium') return expect(engine).toMatch(/firefox|webkit/); // as for the editor
    const page = await open();
    await logIn(page);
    const settings = `${wordpress.url}/wp-admin/options-general.php?page=cairn`;
    await page.goto(settings);
    await waitForText(page, METER, '$34,180', 30_000);
    const gone = 'http://127.0.0.1:9';
    const wrong: [string, RegExp][] = [
      [`${site.url}/v1/campaigns/whales`, /no such campaign \(404\)\. Check the id/],
      [`${wordpress.url}/wp-login.php`, /instead of JSON.*ends in .v1.campaigns/],
      [`${gone}/v1/campaigns/x`, /no such host, nothing that listens there/],
    ];
    try {
      for (const [address, said] of wrong) {
        await wordpress.php(`update_option( 'cairn_endpoint', '${address}' );`);
        await page.goto(settings);
        await waitForText(page, METER, said, 30_000);
        expect(await page.eval(`document.querySelector('#cairn-script-fault').hidden`), address).toBe(
          !address.startsWith(gone),
        );
      }
    } finally {
      await wordpress.php(`update_option( 'cairn_endpoint', '${endpoint}' );`);
    }
    // What is no address is said, and not kept.
    await page.goto(settings);
    await page.fill('#cairn_endpoint', 'javascript:alert(1)');
    await page.click('#submit');
    await page.waitFor(
      `/is no address of a campaign/.test(document.querySelector('.notice-error:not([hidden])')?.textContent)`,
      {
        timeout: 30_000,
      },
    );
    await wordpress.php(`update_option( 'cairn_endpoint', '${endpoint}' );`);
    quiet();
  });

  it('[PL9] an editor sees the widget in the block, and the settings page says what it is about', async () => {
    if (engine !== 'chromium') return expect(engine).toMatch(/firefox|webkit/); // the editor is WordPress's own
    const page = await open();
    await logIn(page);
    await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=cairn`);
    expect(await page.eval(`document.querySelector('#cairn_endpoint').value`)).toBe(endpoint);
    expect(await page.eval(`document.querySelector('label[for="cairn_endpoint"]').textContent`)).toBe(
      'Your campaign’s address',
    );
    // Not until it has loaded: it waits for pictures of people from elsewhere, which nobody brings.
    await page.eval(
      (url: string) => void (location.href = url),
      `${wordpress.url}/wp-admin/post-new.php?post_type=page`,
    );
    await page.waitFor(`!!window.wp?.blocks?.getBlockType('cairn/widget')`, { timeout: 60_000 });
    // The editor takes its content when it is ready, and with it goes what was put in before.
    await page.waitFor(
      () => {
        const { wp } = window as unknown as {
          wp: {
            data: {
              select(store: string): { getBlocks(): { name: string }[] };
              dispatch(store: string): { insertBlock(block: unknown): void };
            };
            blocks: { createBlock(name: string, attributes: object): unknown };
          };
        };
        if (!document.querySelector('.editor-post-title, .edit-post-visual-editor')) return false;
        if (
          !wp.data
            .select('core/block-editor')
            .getBlocks()
            .some(({ name }) => name === 'cairn/widget')
        ) {
          const block = wp.blocks.createBlock('cairn/widget', { options: { variant: 'radial' } });
          wp.data.dispatch('core/block-editor').insertBlock(block);
        }
        return !!document.querySelector('[data-type="cairn/widget"]');
      },
      { timeout: 60_000 },
    );
    const said = await page.waitFor<string>(
      (): string => {
        const documents = [document, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument)];
        const found = documents.map((each) => each?.querySelector('cairn-progress-thermometer')).find(Boolean);
        const text = found?.shadowRoot?.textContent ?? '';
        return /\$34,180/.test(text) ? `${found!.getAttribute('variant')} ${text.slice(0, 20)}` : '';
      },
      { timeout: 60_000 },
    );
    expect(said).toContain('radial');
  });
});
