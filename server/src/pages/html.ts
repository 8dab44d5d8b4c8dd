/** Markup that is already safe. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// What XML has no place for: a picture with one of these in it would be none.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A template whose values are text, whatever they contain. */
export function html(strings: TemplateStringsArray, ...values: (string | number | Html | undefined)[]): Html {
  const shown = (value: string | number | Html | undefined) =>
    value instanceof Html
      ? value.text
      : String(value ?? '')
          .toWellFormed()
          .replace(UNWRITABLE, '')
          .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
  return new Html(strings.reduce((text, part, index) => text + shown(values[index - 1]) + part));
}
