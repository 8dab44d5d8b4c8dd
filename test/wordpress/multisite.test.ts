/** The plugin on a network of sites: each has its own campaign, and nothing is left on any when it is removed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pluginZip } from '../../tools/zip.mjs';
import { PACKAGES, WordPress, missing } from './place.ts';

let wordpress: WordPress;
beforeAll(async () => {
  if (missing().length > 0)
    throw new Error(`Not installed: ${missing().join(', ')}. Debian: apt-get install ${PACKAGES}`);
  wordpress = await WordPress.start(pluginZip());
  const config = join(wordpress.folder, 'site/wp-config.php');
  const { host } = new URL(wordpress.url);
  const add = (lines: string) =>
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('$table_prefix', () => `${lines}\n$table_prefix`),
    );
  const made = await wordpress.php(`
    require_once ABSPATH . 'wp-admin/includes/admin.php'; require_once ABSPATH . 'wp-admin/includes/network.php';
    foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) { $wpdb->$table = $name; }
    require_once ABSPATH . 'wp-admin/includes/upgrade.php'; install_network();
    echo true === populate_network( 1, '${host}', 'admin@example.org', 'Network', '/', false ) ? 'made' : 'not made';`);
  expect(made).toBe('made');
  add(`define( 'MULTISITE', true ); define( 'SUBDOMAIN_INSTALL', false ); define( 'DOMAIN_CURRENT_SITE', '${host}' );
    define( 'PATH_CURRENT_SITE', '/' ); define( 'SITE_ID_CURRENT_SITE', 1 ); define( 'BLOG_ID_CURRENT_SITE', 1 );
    if ( ! isset( $_SERVER['HTTP_HOST'] ) ) { $_SERVER['HTTP_HOST'] = '${host}'; $_SERVER['REQUEST_URI'] = '/'; }`);
}, 180_000);
afterAll(() => wordpress?.stop());

it('[PL9] has a campaign for each site, for whom WordPress lets write no script, and leaves nothing behind', async () => {
  const shown = await wordpress.php(`
    require_once ABSPATH . 'wp-admin/includes/admin.php';
    $two = wpmu_create_blog( '${new URL(wordpress.url).host}', '/two/', 'Two', 1 );
    activate_plugin( 'cairn/cairn.php', '', true );
    update_option( 'cairn_endpoint', 'https://one.example/v1/campaigns/a' );
    update_blog_option( $two, 'cairn_endpoint', 'https://two.example/v1/campaigns/b' );
    switch_to_blog( $two );
    $user = wp_insert_user( array( 'user_login' => 'two', 'user_pass' => 'x', 'role' => 'administrator' ) );
    add_user_to_blog( $two, $user, 'administrator' ); wp_set_current_user( $user ); kses_init();
    $page = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Page', 'post_content' => wp_slash(
      '<!-- wp:cairn/widget {"element":"contribution-form","href":"https://two.example/x"} /--> [cairn element="mission-banner" layout="strip"]' ) ) );
    echo current_user_can( 'unfiltered_html' ) ? 'may' : 'may not', apply_filters( 'the_content', get_post( $page )->post_content );`);
  expect(shown).toMatch(/^may not/);
  expect(shown).toContain(
    '<cairn-contribution-form endpoint="https://two.example/v1/campaigns/b"><a href="https://two.example/x">',
  );
  expect(shown).toContain('<cairn-mission-banner endpoint="https://two.example/v1/campaigns/b" layout="strip">');
  const left = await wordpress.php(`
    require_once ABSPATH . 'wp-admin/includes/admin.php';
    uninstall_plugin( 'cairn/cairn.php' );
    echo $wpdb->get_var( "SELECT COUNT(*) FROM wp_options WHERE option_name LIKE 'cairn%'" ), $wpdb->get_var( "SELECT COUNT(*) FROM wp_2_options WHERE option_name LIKE 'cairn%'" );`);
  expect(left).toBe('00');
  const log = join(wordpress.folder, 'debug.log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  expect(lines.filter((line) => line.includes('plugins/cairn'))).toEqual([]);
});
