/** Markup that is already safe. */
export class Html {
  constructor(readonly text: string) {}
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template whose values are text, whatever they contain. */
export function html(strings: TemplateStringsArray, ...values: (string | number | Html | undefined)[]): Html {
  const shown = (value: string | number | Html | undefined) =>
    value instanceof Html ? value.text : String(value ?? '').replace(/[&<>"']/g, (character) => ENTITIES[character]!);
  return new Html(strings.reduce((text, part, index) => text + shown(values[index - 1]) + part));
}
