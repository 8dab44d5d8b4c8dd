import MagicString from 'magic-string';

/**
 * Writes a class's `@property`, `@state` and `@query` as the calls they come to. The decorators serve those who read the sources, and
 * the manifest; a page would load them, and their helper, to do the same.
 */
export function plainProperties() {
  return {
    name: 'cairn-plain-properties',
    apply: 'build',
    // After TypeScript has become JavaScript.
    enforce: 'post',
    transform(code, id) {
      if (!/[\\/]src[\\/].*\.ts$/.test(id.split('?')[0]) || !code.includes('_decorate([')) return null;
      const text = new MagicString(code);
      for (const { expression: call, start, end } of this.parse(code).body.filter(isDecoration)) {
        const [{ elements }, prototype, name, descriptor] = call.arguments;
        const source = (node) => code.slice(node.start, node.end);
        const plain = elements.length === 1 && source(descriptor) === 'void 0' && FORMS[elements[0].callee?.name];
        if (!plain) this.error(`${id}: a decoration that is not known here: ${source(call)}`);
        const [given] = elements[0].arguments;
        text.overwrite(start, end, plain(source(prototype), source(name), given && source(given)));
      }
      return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ source: id, hires: true }) } : null;
    },
  };
}

const isDecoration = ({ type, expression }) =>
  type === 'ExpressionStatement' && expression.type === 'CallExpression' && expression.callee.name === '_decorate';

const create = (prototype, name, options) =>
  `${prototype.replace('.prototype', '')}.createProperty(${name}${options});`;
const FORMS = {
  property: (prototype, name, options) => create(prototype, name, options ? `, ${options}` : ''),
  state: (prototype, name) => create(prototype, name, ', { state: true }'),
  query: (prototype, name, selector) =>
    `Object.defineProperty(${prototype}, ${name}, { get() { return this.renderRoot?.querySelector(${selector}) ?? null; } });`,
};
