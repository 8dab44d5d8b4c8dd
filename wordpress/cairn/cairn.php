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
		// Keeps the room of each element until its script has come, so that nothing on the page moves.
		$room = file_exists( __DIR__ . '/scripts/cairn.css' ) ? array( 'cairn-room' ) : array();
		wp_register_style( 'cairn-room', plugins_url( 'scripts/cairn.css', CAIRN_FILE ), array(), CAIRN_VERSION );
		wp_register_style( 'cairn', plugins_url( 'style.css', CAIRN_FILE ), $room, CAIRN_VERSION );
		register_block_type( __DIR__, array( 'render_callback' => 'cairn_render_block' ) );
	}
);

/** In the head, where it is of use: what is shown in a page comes after that in a theme of the older kind. */
add_action(
	'wp_enqueue_scripts',
	function () {
		$post = is_singular() ? get_post() : null;
		if ( $post && ( has_shortcode( $post->post_content, 'cairn' ) || has_block( 'cairn/widget', $post ) ) ) {
			wp_enqueue_style( 'cairn' );
		}
	}
);
