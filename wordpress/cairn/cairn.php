<?php
/**
 * Plugin Name:       Cairn
 * Description:       Mission banner, progress thermometer, contribution form, member spotlight and impact chart of your campaign, as a block and a shortcode.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       cairn
 * Domain Path:       /languages
 *
 * @package Cairn
 */

defined( 'ABSPATH' ) || exit;

define( 'CAIRN_VERSION', '0.1.0' );
define( 'CAIRN_FILE', __FILE__ );

require __DIR__ . '/includes/elements.php';
require __DIR__ . '/includes/render.php';
require __DIR__ . '/includes/settings.php';

add_action(
	'init',
	function () {
		load_plugin_textdomain( 'cairn', false, dirname( plugin_basename( CAIRN_FILE ) ) . '/languages' );
		add_shortcode( 'cairn', 'cairn_shortcode' );
		wp_register_script(
			'cairn-block',
			plugins_url( 'block.js', CAIRN_FILE ),
			array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
			CAIRN_VERSION,
			true
		);
		wp_set_script_translations( 'cairn-block', 'cairn', __DIR__ . '/languages' );
		wp_add_inline_script(
			'cairn-block',
			'window.cairnBlock = ' . wp_json_encode(
				array(
					'elements' => cairn_elements(),
					'script'   => cairn_script_url(),
					'endpoint' => get_option( 'cairn_endpoint', '' ),
				)
			) . ';',
			'before'
		);
		register_block_type( __DIR__, array( 'render_callback' => 'cairn_render_block' ) );
	}
);
