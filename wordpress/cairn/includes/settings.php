<?php
/**
 * Settings, Cairn: where the campaign is, where a click leads without script, and which script.
 *
 * @package Cairn
 */

defined( 'ABSPATH' ) || exit;

function cairn_fields() {
	return array(
		'cairn_endpoint'  => array( __( 'Your campaign’s address', 'cairn' ), __( 'Its page or its endpoint, such as https://give.example.org/v1/campaigns/riverbank, a JSON file, or opencollective:name.', 'cairn' ), 'cairn_endpoint' ),
		'cairn_link'      => array( __( 'Link without script', 'cairn' ), __( 'Shown while a widget loads, and wherever script does not run.', 'cairn' ), 'esc_url_raw' ),
		'cairn_script'    => array( __( 'Script', 'cairn' ), __( 'Leave it empty for the script of your campaign’s server.', 'cairn' ), 'esc_url_raw' ),
		'cairn_integrity' => array( __( 'Hash of the script', 'cairn' ), __( 'From sri.json, for a script that is pinned to a version.', 'cairn' ), 'cairn_sanitize_integrity' ),
	);
}

function cairn_sanitize_integrity( $value ) {
	return preg_match( '#^sha(256|384|512)-[A-Za-z0-9+/]+=*$#', $value ) ? $value : '';
}

add_action(
	'admin_init',
	function () {
		add_settings_section( 'cairn', '', '__return_null', 'cairn' );
		foreach ( cairn_fields() as $name => list( $label, $hint, $sanitize ) ) {
			register_setting( 'cairn', $name, array( 'type' => 'string', 'default' => '', 'sanitize_callback' => $sanitize ) );
			add_settings_field(
				$name,
				$label,
				function () use ( $name, $hint ) {
					printf(
						'<input id="%1$s" name="%1$s" type="text" class="regular-text code" value="%2$s" aria-describedby="%1$s-hint"><p class="description" id="%1$s-hint">%3$s</p>',
						esc_attr( $name ),
						esc_attr( get_option( $name, '' ) ),
						esc_html( $hint )
					);
				},
				'cairn',
				'cairn',
				array( 'label_for' => $name )
			);
		}
	}
);

/** One step is left after the plugin was switched on, and both places where somebody looks for it lead there. */
add_filter(
	'plugin_action_links_' . plugin_basename( CAIRN_FILE ),
	function ( $links ) {
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=cairn' ) ), esc_html__( 'Settings', 'cairn' ) ) );
		return $links;
	}
);
add_action(
	'admin_notices',
	function () {
		$screen = get_current_screen();
		if ( ! $screen || 'plugins' !== $screen->id || cairn_script_url() || ! current_user_can( 'manage_options' ) ) {
			return;
		}
		printf(
			'<div class="notice notice-info"><p>%s <a href="%s">%s</a></p></div>',
			esc_html__( 'Cairn needs one thing more: your campaign’s address.', 'cairn' ),
			esc_url( admin_url( 'options-general.php?page=cairn' ) ),
			esc_html__( 'Settings', 'cairn' )
		);
	}
);

add_action(
	'admin_menu',
	function () {
		add_options_page(
			__( 'Cairn', 'cairn' ),
			__( 'Cairn', 'cairn' ),
			'manage_options',
			'cairn',
			function () {
				echo '<div class="wrap"><h1>' . esc_html__( 'Cairn', 'cairn' ) . '</h1><form action="options.php" method="post">';
				settings_fields( 'cairn' );
				do_settings_sections( 'cairn' );
				submit_button();
				echo '</form></div>';
			}
		);
	}
);
