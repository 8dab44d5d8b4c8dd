/** Pages that are written from the build: the one for a security team, the recipes, and what the WordPress plugin knows. */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ELEMENTS } from '../../demo/builder/snippet.js';
import { recipes } from '../../tools/platforms.mjs';
import { policies, policyLine } from '../../tools/security-page.mjs';
import { untranslated } from '../../tools/wordpress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('[PL11] the page for a security team', () => {
  it('[S2] names the policy that the tests run under, and every policy the scripts make', () => {
    expect(policies()).toEqual(['cairn-lit']);
    const line = policyLine({ scriptHost: "'self'" });
    expect(read('docs/for-your-security-team.md')).toContain(policyLine());
    // The README promises the same, in its own line breaks.
    expect(read('README.md').replace(/\s+/g, ' ')).toContain(line);
    expect(read('test/e2e/policy.test.ts')).toContain('policyLine(');
  });

  it('says of storage what the scripts do', () => {
    const page = read('docs/for-your-security-team.md');
    // Whoever keeps something more on a device says here who does, and on the page when.
    const keeping = (what: string) =>
      readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => path.endsWith('.ts') && new RegExp(`\\b${what}\\.|[?:] ${what}\\b`).test(read(`src/${path}`)))
        .sort();
    const form = 'elements/contribution-form';
    const banner = 'elements/mission-banner/memory.ts';
    expect(keeping('localStorage')).toEqual([`${form}/kept.ts`, `${form}/waiting.ts`, banner]);
    expect(keeping('sessionStorage')).toEqual([
      `${form}/draft-store.ts`,
      `${form}/kept.ts`,
      `${form}/pending.ts`,
      banner,
    ]);
    expect(page).toMatch(/`localStorage`.*remember="local".*with-offline.*name and e-mail address/);
    expect(page).toMatch(/`sessionStorage`.*with-draft.*remember="session"/);
    const said = read('README.md').replace(/\s+/g, ' ');
    expect(said).toContain('what you ask to be kept (`remember`, `with-draft`, `with-offline`)');
    expect(read('SECURITY.md').replace(/\s+/g, ' ')).toContain(
      'unless the page asks for it (`remember` on the banner, `with-draft` and `with-offline` on the form)',
    );
    for (const what of ['cookies', 'databases, caches', 'beacons', 'code made from text'])
      expect(page).toMatch(new RegExp(`\\| ${what} +\\| none`));
  });

  it('[S35] lists what is inside, with versions and licences that may be passed on', () => {
    const sbom = JSON.parse(read('cdn/sbom.json')) as {
      bomFormat: string;
      components: { name: string; version: string; licenses: [{ license: { id: string } }] }[];
    };
    expect(sbom.bomFormat).toBe('CycloneDX');
    const inside = new Set<string>();
    const { sources } = JSON.parse(read('cdn/cairn.all.js.map')) as { sources: string[] };
    for (const source of sources) {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
      if (name) inside.add(name);
    }
    expect(sbom.components.map(({ name }) => name).sort()).toEqual([...inside].sort());
    for (const { name, version, licenses } of sbom.components) {
      expect(['MIT', 'BSD-3-Clause']).toContain(licenses[0].license.id);
      expect(read('cdn/LICENSES.txt')).toContain(`${name} ${version}`);
    }
  });
});

describe('[PL8] the recipes', () => {
  it('are what the builder says', async () => {
    expect(read('docs/platforms.md')).toBe(await recipes());
  });
});

describe('[PL9] the WordPress plugin', () => {
  it('knows every element with its attributes, and has every word in German', () => {
    const php = read('wordpress/cairn/includes/elements.php');
    for (const name of ELEMENTS) expect(php).toContain(`'${name}' => array(`);
    expect(php).toMatch(/'name' => 'variant', 'kind' => 'choice'.*'radial'/);
    expect(untranslated()).toEqual([]);
  });

  it('has PHP that PHP can read, where there is one', async () => {
    const php = await promisify(execFile)('php', ['--version']).catch(() => undefined);
    const names = [
      'cairn.php',
      'uninstall.php',
      'includes/render.php',
      'includes/settings.php',
      'includes/elements.php',
    ];
    for (const name of names) {
      const file = join(root, 'wordpress/cairn', name);
      expect(read(`wordpress/cairn/${name}`)).toMatch(/^<\?php\n/);
      if (name !== 'uninstall.php') expect(read(`wordpress/cairn/${name}`)).toContain("defined( 'ABSPATH' ) || exit;");
      if (php) await promisify(execFile)('php', ['-l', file]);
    }
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(read('wordpress/cairn/cairn.php')).toContain(`Version:           ${version}`);
  });
});
