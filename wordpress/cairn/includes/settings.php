<?php
/**
 * Settings, Cairn: where the campaign is, where a click leads without script, and which script.
 *
 * @package Cairn
 */

defined( 'ABSPATH' ) || exit;

function cairn_fields() {
	return array(
		'cairn_endpoint'  => array( __( 'Your campaign’s address', 'cairn' ), __( 'Its page or its endpoint, such as https://give.example.org/v1/campaigns/riverbank, a JSON file, or opencollective:name.', 'cairn' ), 'cairn_sanitize_endpoint' ),
		'cairn_link'      => array( __( 'Link without script', 'cairn' ), __( 'Shown while a widget loads, and wherever script does not run.', 'cairn' ), 'esc_url_raw' ),
		'cairn_script'    => array( __( 'Script', 'cairn' ), __( 'Leave it empty for the script of your campaign’s server, or the plugin’s own where that has none.', 'cairn' ), 'esc_url_raw' ),
		'cairn_integrity' => array( __( 'Hash of the script', 'cairn' ), __( 'From sri.json, for a script that is pinned to a version.', 'cairn' ), 'cairn_sanitize_integrity' ),
	);
}

/** What is no address at all is said so, and not kept. */
function cairn_sanitize_endpoint( $value ) {
	$endpoint = cairn_endpoint( $value );
	if ( '' === $endpoint && '' !== trim( (string) $value ) && function_exists( 'add_settings_error' ) ) {
		add_settings_error(
			'cairn_endpoint',
			'cairn_endpoint',
			/* translators: %s: what somebody typed */
			esc_html( sprintf( __( '“%s” is no address of a campaign. It begins with https://', 'cairn' ), $value ) )
		);
	}
	return $endpoint;
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
		if ( ! $screen || 'plugins' !== $screen->id || get_option( 'cairn_endpoint', '' ) || ! current_user_can( 'manage_options' ) ) {
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
				echo '</form>';
				cairn_show_look();
				echo '</div>';
			}
		);
	}
);

/** The campaign as visitors see it, with the reason where they do not: an address is tried where it was typed. */
function cairn_show_look() {
	$endpoint = cairn_endpoint( get_option( 'cairn_endpoint', '' ) );
	if ( '' === $endpoint ) {
		return;
	}
	$script = cairn_script_url();
	wp_enqueue_script( 'cairn-settings', plugins_url( 'settings.js', CAIRN_FILE ), array(), CAIRN_VERSION, true );
	wp_localize_script( 'cairn-settings', 'cairnSettings', array( 'script' => $script, 'own' => cairn_own_script_url() ) );
	printf(
		'<h2>%1$s</h2><p>%2$s</p><div class="notice notice-error inline" id="cairn-script-fault" hidden><p>%3$s</p></div><div class="card"><cairn-progress-thermometer endpoint="%4$s" debug></cairn-progress-thermometer></div>',
		esc_html__( 'What visitors see', 'cairn' ),
		esc_html__( 'Where there are no figures, a line says why.', 'cairn' ),
		/* translators: %s: address of a script */
		esc_html( sprintf( __( 'The script %s could not be loaded, so that visitors see the link alone. Check the host of your campaign’s address, or write another one into “Script”.', 'cairn' ), $script ) ),
		esc_attr( $endpoint )
	);
}
