<?php
/**
 * Leaves nothing behind.
 *
 * @package Cairn
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$cairn_forget = function () {
	foreach ( array( 'cairn_endpoint', 'cairn_link', 'cairn_script', 'cairn_integrity' ) as $name ) {
		delete_option( $name );
	}
};

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $cairn_site ) {
		switch_to_blog( $cairn_site );
		$cairn_forget();
		restore_current_blog();
	}
} else {
	$cairn_forget();
}
