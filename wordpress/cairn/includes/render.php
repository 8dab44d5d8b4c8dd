<?php
/**
 * What visitors get: the tag with the link inside, and the script once.
 *
 * @package Cairn
 */

defined( 'ABSPATH' ) || exit;

/** Address of the script build: the one that you set, your server's newest, or the plugin's own. */
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
	return cairn_own_script_url();
}

/** The script that came with the plugin: a JSON file or a platform has none. */
function cairn_own_script_url() {
	return file_exists( plugin_dir_path( CAIRN_FILE ) . 'scripts/cairn.js' )
		? add_query_arg( 'ver', CAIRN_VERSION, plugins_url( 'scripts/cairn.js', CAIRN_FILE ) )
		: '';
}

/** The script goes out as a module, once, and only on pages that show something. */
function cairn_enqueue() {
	wp_enqueue_style( 'cairn' );
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
	$url   = esc_url( $href );
	if ( $url ) {
		$html .= sprintf( '<a href="%s">%s</a>', $url, esc_html( $text ) );
	}
	cairn_enqueue();
	$has_figures = ! empty( $words['endpoint'] ) || isset( $words['raised'] );
	return ( $has_figures ? '' : cairn_note() ) . $html . '</' . $tag . '>';
}

/** Without a campaign every visitor sees the link alone: whoever can mend that is told, and nobody else. */
function cairn_note() {
	if ( ! current_user_can( 'edit_posts' ) ) {
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

/**
 * What somebody has at hand of a campaign -> the address a widget asks, as the builder understands it: the campaign's
 * page, a badge of it, or an address without its scheme will do. A platform such as `opencollective:webpack` is no
 * address, and must not become one.
 */
function cairn_endpoint( $endpoint ) {
	$endpoint = trim( (string) $endpoint );
	if ( preg_match( '#^(localhost|127(\.\d+){3})(:\d+)?(/|$)#i', $endpoint ) ) {
		$endpoint = 'http://' . $endpoint;
	} elseif ( preg_match( '#^[\w-]+(\.[\w-]+)+(:\d+)?(/.*)?$#', $endpoint ) && ! preg_match( '#^[^/]*\.json$#i', $endpoint ) ) {
		$endpoint = 'https://' . $endpoint;
	} elseif ( preg_match( '#^[a-z]+:[\w\-/]+$#i', $endpoint ) && ! preg_match( '/^(javascript|data|vbscript|https?):/i', $endpoint ) ) {
		return $endpoint;
	}
	if ( preg_match( '#^(?:\./)?([\w-][\w./-]*\.json)$#i', $endpoint, $found ) ) {
		return home_url( '/' . $found[1] );
	}
	if ( preg_match( '#^https?://(?:www\.)?opencollective\.com/([\w-]+)#i', $endpoint, $found ) ) {
		return 'opencollective:' . $found[1];
	}
	$endpoint = preg_replace( '#^(https?://[^/]+)/(?:c|card|badge|qr|embed/[\w-]+)/([\w-]+)(?:\.(?:svg|png))?/?(?:[?\#].*)?$#i', '$1/v1/campaigns/$2', $endpoint );
	return esc_url_raw( $endpoint, array( 'http', 'https' ) );
}

/**
 * `[cairn element="progress-thermometer" endpoint="…" with-share="true"]`
 *
 * Word processors and the visual editor make curly quotes of straight ones, which WordPress takes for parts of the words.
 */
function cairn_shortcode( $given ) {
	$given  = (array) $given;
	$quote  = '(?:&(?:ldquo|rdquo|bdquo|Prime|#(?:8220|8221|8222|8243));|[“”„‟″])';
	$typed  = array();
	$curled = false;
	foreach ( $given as $key => $value ) {
		// What has a space in it was kept whole by straight quotes, and its own are somebody's words.
		$curls   = ! preg_match( '/\s/', $value ) && preg_match( "/^{$quote}/u", $value );
		$curled  = $curled || $curls;
		$typed[] = is_int( $key ) ? $value : $key . '=' . ( $curls ? $value : '"' . str_replace( '"', '&quot;', $value ) . '"' );
	}
	if ( $curled ) {
		$given = (array) shortcode_parse_atts( preg_replace( "/(?<==){$quote}|{$quote}(?=\s|$)/u", '"', implode( ' ', $typed ) ) );
	}
	$words = array();
	foreach ( $given as $key => $value ) {
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
	// What is neither a word nor a number was written by hand, and is no option.
	$html = cairn_render( array_merge( array_filter( $options, 'is_scalar' ), array_filter( $given, 'is_string' ) ) );
	return $html ? sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $html ) : '';
}
