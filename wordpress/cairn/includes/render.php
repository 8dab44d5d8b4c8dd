<?php
/**
 * What visitors get: the tag with the link inside, and the script once.
 *
 * @package Cairn
 */

defined( 'ABSPATH' ) || exit;

/** Address of the script build: your server's newest, or the one that you set. */
function cairn_script_url() {
	$own = get_option( 'cairn_script', '' );
	if ( $own ) {
		return $own;
	}
	// A campaign's server has the scripts that fit it.
	$endpoint = cairn_endpoint( get_option( 'cairn_endpoint', '' ) );
	if ( preg_match( '#^(https?://[^/]+)/v1/campaigns/#', $endpoint, $found ) ) {
		return $found[1] . '/cdn/v1/cairn.js';
	}
	return '';
}

/** The script goes out as a module, once, and only on pages that show something. */
function cairn_enqueue() {
	$url = cairn_script_url();
	if ( ! $url || wp_script_is( 'cairn', 'enqueued' ) ) {
		return;
	}
	// The version is in the address already.
	wp_enqueue_script( 'cairn', $url, array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters
}

/** Makes a module of the script tag, with its hash where one is set. */
function cairn_script_tag( $tag, $handle, $src ) {
	if ( 'cairn' !== $handle ) {
		return $tag;
	}
	$integrity = get_option( 'cairn_integrity', '' );
	return sprintf(
		"<script type=\"module\" src=\"%s\"%s></script>\n",
		esc_url( $src ),
		$integrity ? sprintf( ' integrity="%s" crossorigin="anonymous"', esc_attr( $integrity ) ) : ''
	);
}
add_filter( 'script_loader_tag', 'cairn_script_tag', 10, 3 );

/**
 * One element. Unknown attributes are left out; everything is escaped.
 *
 * @param array $given Words of a shortcode or a block: element, endpoint, href, text, accent, lang, and attributes.
 */
function cairn_render( array $given ) {
	$elements = cairn_elements();
	$name     = isset( $given['element'] ) ? (string) $given['element'] : 'progress-thermometer';
	if ( ! isset( $elements[ $name ] ) ) {
		return current_user_can( 'edit_posts' )
			/* translators: %s: names of elements */
			? '<p>' . esc_html( sprintf( __( 'Cairn knows these elements: %s.', 'cairn' ), implode( ', ', array_keys( $elements ) ) ) ) . '</p>'
			: '';
	}
	$endpoint = empty( $given['endpoint'] ) ? get_option( 'cairn_endpoint', '' ) : (string) $given['endpoint'];
	$href     = empty( $given['href'] ) ? get_option( 'cairn_link', '' ) : (string) $given['href'];
	$text     = empty( $given['text'] ) ? __( 'Take part in the campaign', 'cairn' ) : (string) $given['text'];
	$words    = array();
	if ( '' !== $endpoint && empty( $given['raised'] ) ) {
		$words['endpoint'] = cairn_endpoint( $endpoint );
	}
	if ( ! empty( $given['lang'] ) ) {
		$words['lang'] = (string) $given['lang'];
	}
	if ( ! empty( $given['accent'] ) && sanitize_hex_color( $given['accent'] ) ) {
		$words['style'] = '--cairn-accent: ' . sanitize_hex_color( $given['accent'] );
	}
	foreach ( $elements[ $name ]['attributes'] as $attribute ) {
		$key = $attribute['name'];
		if ( ! isset( $given[ $key ] ) || '' === $given[ $key ] ) {
			continue;
		}
		if ( 'boolean' === $attribute['kind'] ) {
			if ( filter_var( $given[ $key ], FILTER_VALIDATE_BOOLEAN ) ) {
				$words[ $key ] = null;
			}
		} elseif ( 'choice' !== $attribute['kind'] || in_array( (string) $given[ $key ], $attribute['words'], true ) ) {
			$words[ $key ] = (string) $given[ $key ];
		}
	}
	$tag  = 'cairn-' . $name;
	$html = '<' . $tag;
	foreach ( $words as $key => $value ) {
		$html .= null === $value ? ' ' . $key : sprintf( ' %s="%s"', $key, esc_attr( $value ) );
	}
	$html .= '>';
	if ( $href ) {
		$html .= sprintf( '<a href="%s">%s</a>', esc_url( $href ), esc_html( $text ) );
	}
	cairn_enqueue();
	return cairn_note() . $html . '</' . $tag . '>';
}

/** Without a script every visitor sees the link alone: whoever can mend that is told, and nobody else. */
function cairn_note() {
	if ( cairn_script_url() || ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	$words = __( 'Cairn: write your campaign’s address into Settings, Cairn. Until then visitors see a link here. They do not see this line.', 'cairn' );
	return sprintf(
		'<p><strong>%s</strong></p>',
		current_user_can( 'manage_options' )
			? sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=cairn' ) ), esc_html( $words ) )
			: esc_html( $words )
	);
}

/** A platform such as `opencollective:webpack` is no address, and must not become one; a campaign's page leads to it. */
function cairn_endpoint( $endpoint ) {
	$endpoint = preg_replace( '#^(https?://[^/]+)/(?:c|embed/[\w-]+)/([\w-]+)/?(?:[?\#].*)?$#i', '$1/v1/campaigns/$2', trim( (string) $endpoint ) );
	return preg_match( '/^[a-z]+:[\w\-\/]+$/i', $endpoint ) && ! preg_match( '/^(javascript|data|vbscript):/i', $endpoint )
		? $endpoint
		: esc_url_raw( $endpoint, array( 'http', 'https' ) );
}

/** `[cairn element="progress-thermometer" endpoint="…" with-share="true"]` */
function cairn_shortcode( $given ) {
	$words = array();
	foreach ( (array) $given as $key => $value ) {
		// A word alone is a boolean.
		if ( is_int( $key ) ) {
			$words[ sanitize_key( $value ) ] = 'true';
		} else {
			$words[ sanitize_key( $key ) ] = wp_specialchars_decode( $value, ENT_QUOTES );
		}
	}
	return cairn_render( $words );
}

function cairn_render_block( $given ) {
	$options = isset( $given['options'] ) ? (array) $given['options'] : array();
	unset( $given['options'] );
	$html = cairn_render( array_merge( $options, array_filter( $given, 'is_string' ) ) );
	return $html ? sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $html ) : '';
}
