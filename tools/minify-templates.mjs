import { transformSync } from 'esbuild';
import MagicString from 'magic-string';

/**
 * A minifier leaves the text of templates alone, though most of a widget is CSS and markup. This one takes the white
 * space out of `css`, and makes one space of each run of it in `html` and `svg`.
 */
export function minifyTemplates() {
  let wanted = true;
  return {
    name: 'cairn-minify-templates',
    apply: 'build',
    configResolved({ build }) {
      wanted = build.minify !== false;
    },
    // After TypeScript has become JavaScript.
    enforce: 'post',
    transform(code, id) {
      if (!wanted || !/[\\/]src[\\/].*\.ts$/.test(id.split('?')[0]) || !/\b(css|html|svg)`/.test(code)) return null;
      const text = new MagicString(code);
      for (const { tag, quasi } of taggedTemplates(this.parse(code))) {
        const parts = quasi.quasis;
        if (tag.name === 'css' && parts.length === 1) {
          replace(text, parts[0], transformSync(parts[0].value.cooked, { loader: 'css', minify: true }).code.trim());
        } else {
          for (const part of parts) replace(text, part, part.value.raw.replace(/\s+/g, ' '));
        }
      }
      return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ source: id, hires: true }) } : null;
    },
  };
}

function replace(text, part, shorter) {
  const { raw } = part.value;
  const start = text.original.indexOf(raw, part.start);
  // Escapes were undone by `cooked`; where there are any, the text stays as it is.
  if (raw.includes('\\') || shorter === raw || start === -1) return;
  text.overwrite(start, start + raw.length, shorter);
}

function* taggedTemplates(node) {
  if (node.type === 'TaggedTemplateExpression' && /^(css|html|svg)$/.test(node.tag.name ?? '')) yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield* taggedTemplates(child);
    }
  }
}
