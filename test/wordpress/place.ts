/**
 * A real WordPress for a test: Debian's package on a MariaDB of its own, both in a temporary folder, served by PHP.
 * Nothing of the machine's own databases is touched.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const run = promisify(execFile);
const SOURCE = '/usr/share/wordpress';
export const PACKAGES = 'wordpress php-cli php-mysql php-xml php-mbstring mariadb-server';

/** What is not installed here; empty when a WordPress can be started. */
export function missing(): string[] {
  const needed = {
    wordpress: `${SOURCE}/wp-load.php`,
    'php-cli': '/usr/bin/php',
    'mariadb-server': '/usr/sbin/mariadbd',
  };
  return Object.entries(needed)
    .filter(([, path]) => !existsSync(path))
    .map(([name]) => name);
}

export class WordPress {
  readonly folder = mkdtempSync(join(tmpdir(), 'cairn-wp-'));
  readonly user = { name: 'admin', password: 'a-test-password' };
  url = '';
  #children: ChildProcess[] = [];

  /** With the plugin as it is uploaded. */
  static async start(plugin: Uint8Array): Promise<WordPress> {
    const place = new WordPress();
    try {
      await place.#database();
      await place.#site(plugin);
    } catch (error) {
      place.stop();
      throw error;
    }
    return place;
  }

  /** Runs PHP with WordPress loaded, and answers what it prints. */
  async php(code: string): Promise<string> {
    const file = join(this.folder, 'run.php');
    writeFileSync(file, `<?php\nrequire '${join(this.folder, 'site/wp-load.php')}';\n${code}`);
    const { stdout } = await run('php', ['-d', 'display_errors=stderr', file], { maxBuffer: 1 << 24 });
    return stdout;
  }

  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #database(): Promise<void> {
    const data = join(this.folder, 'data');
    const socket = join(this.folder, 'db.sock');
    const own = ['--no-defaults', `--datadir=${data}`, '--user=root'];
    await run('mariadb-install-db', [...own, '--auth-root-authentication-method=normal', '--skip-test-db']);
    const options = [`--socket=${socket}`, '--skip-networking', `--pid-file=${join(this.folder, 'db.pid')}`];
    this.#start('/usr/sbin/mariadbd', [...own, ...options, '--innodb-flush-log-at-trx-commit=0']);
    await until(() => run('mariadb', ['--no-defaults', `--socket=${socket}`, '-uroot', '-e', 'CREATE DATABASE wp']));
  }

  async #site(plugin: Uint8Array): Promise<void> {
    const site = join(this.folder, 'site');
    cpSync(SOURCE, site, { recursive: true, dereference: true });
    // The one of Debian looks for its own in /etc.
    rmSync(join(site, 'wp-config.php'), { force: true });
    for (const [path, bytes] of Object.entries(unzipSync(plugin))) {
      const file = join(site, 'wp-content/plugins', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    // Debian has the themes in packages of their own: the least that a theme can be.
    const theme = join(site, 'wp-content/themes/least');
    mkdirSync(theme, { recursive: true });
    writeFileSync(join(theme, 'style.css'), '/*\nTheme Name: Least\n*/\n');
    writeFileSync(
      join(theme, 'index.php'),
      '<!doctype html><html <?php language_attributes(); ?>><head><meta charset="utf-8"><link rel="icon" href="data:,"><?php wp_head(); ?></head><body><?php while ( have_posts() ) { the_post(); the_content(); } wp_footer(); ?></body></html>',
    );
    // On the internet nobody has to allow this: here the campaign's server is on this very machine.
    mkdirSync(join(site, 'wp-content/mu-plugins'), { recursive: true });
    writeFileSync(
      join(site, 'wp-content/mu-plugins/near.php'),
      "<?php add_filter( 'http_request_host_is_external', '__return_true' ); add_filter( 'http_allowed_safe_ports', function ( $ports, $host, $url ) { return array( parse_url( $url, PHP_URL_PORT ) ); }, 10, 3 );",
    );
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    const settings: Record<string, unknown> = {
      DB_NAME: 'wp',
      DB_USER: 'root',
      DB_PASSWORD: '',
      DB_HOST: `localhost:${join(this.folder, 'db.sock')}`,
      DB_CHARSET: 'utf8mb4',
      DB_COLLATE: '',
      WP_HOME: this.url,
      WP_SITEURL: this.url,
      WP_DEBUG: true,
      WP_DEBUG_DISPLAY: false,
      WP_DEBUG_LOG: join(this.folder, 'debug.log'),
      // Nothing outside is asked for.
      WP_HTTP_BLOCK_EXTERNAL: true,
      DISABLE_WP_CRON: true,
      AUTOMATIC_UPDATER_DISABLED: true,
      AUTH_KEY: 'test',
      SECURE_AUTH_KEY: 'test',
      LOGGED_IN_KEY: 'test',
      NONCE_KEY: 'test',
    };
    const lines = Object.entries(settings).map(([name, value]) => `define( '${name}', ${JSON.stringify(value)} );`);
    writeFileSync(
      join(site, 'wp-config.php'),
      `<?php\n${lines.join('\n')}\n$table_prefix = 'wp_';\nif ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }\nrequire_once ABSPATH . 'wp-settings.php';\n`,
    );
    const install = join(this.folder, 'install.php');
    writeFileSync(
      install,
      `<?php define( 'WP_INSTALLING', true ); $_SERVER['HTTP_HOST'] = '127.0.0.1:${port}'; require '${site}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php';
       function wp_mail() { return true; }
       wp_install( 'A test', '${this.user.name}', 'admin@example.org', false, '', '${this.user.password}' );`,
    );
    await run('php', [install]);
    await this.php("switch_theme( 'least' );");
    await this.php(
      "require_once ABSPATH . 'wp-admin/includes/plugin.php'; $error = activate_plugin( 'cairn/cairn.php' ); if ( is_wp_error( $error ) ) { throw new Exception( $error->get_error_message() ); }",
    );
    this.#start('php', ['-S', `127.0.0.1:${port}`, '-t', site], { PHP_CLI_SERVER_WORKERS: '6' });
    await until(async () => {
      const answer = await fetch(`${this.url}/wp-login.php`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
    });
  }

  #start(command: string, args: string[], env: Record<string, string> = {}): void {
    this.#children.push(spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env } }));
  }
}

async function until(what: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      await what();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
