/**
 * Lengths that must be measured on the element and not again on each child (`1em` of the card is not `1em` of a
 * caption) have to be registered, once per document. The names are private to Cairn; a second copy of the library
 * finds them taken and goes on.
 */
export function registerLengths(): void {
  for (const [name, initialValue] of [
    ['--_cairn-s', '16px'],
    ['--_cairn-r', '10px'],
  ] as const) {
    try {
      CSS.registerProperty({ name, syntax: '<length>', inherits: true, initialValue });
    } catch {
      // Registered already, or an engine without registered properties: sizes then follow each child, which still reads.
    }
  }
}
