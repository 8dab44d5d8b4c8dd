/**
 * custom-elements.json: the one source of docs, Storybook controls, editor data and types.
 *
 * Three things the analyzer does not know by itself: our guarded `define(tag, class)` registers an element; `#private`
 * and `_private` members are nobody's business; what is published is `dist/…js`, not `src/…ts`.
 */
const published = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');

function cairn() {
  const tags = new Map(); // class name -> tag
  const lists = new Map(); // `VARIANTS`, and `src/…/x.ts VARIANTS` -> `'bar' | 'vertical'`
  const aliases = new Map(); // `NamePolicy` -> `(typeof NAMES)[number]`
  return {
    name: 'cairn',
    collectPhase({ ts, node }) {
      if (ts.isTypeAliasDeclaration(node)) aliases.set(node.name.text, node.type.getText());
      if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return;
      const list = ts.isAsExpression(node.initializer) ? node.initializer.expression : undefined;
      if (!list || !ts.isArrayLiteralExpression(list) || !list.elements.every(ts.isStringLiteral)) return;
      const words = list.elements.map(({ text }) => `'${text}'`).join(' | ');
      // Several elements have a list of that name; what stands in the same file goes first.
      lists.set(`${node.getSourceFile().fileName} ${node.name.text}`, words);
      lists.set(node.name.text, words);
    },
    analyzePhase({ ts, node }) {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'define') return;
      const [tag, element] = node.arguments;
      if (tag && element && ts.isStringLiteral(tag) && ts.isIdentifier(element)) tags.set(element.text, tag.text);
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        const definitions = [];
        module.declarations = module.declarations?.filter((declaration) => declaration.kind === 'class');
        for (const declaration of module.declarations ?? []) {
          if (declaration.kind !== 'class') continue;
          if (tags.has(declaration.name)) {
            declaration.tagName = tags.get(declaration.name);
            declaration.customElement = true;
            definitions.push({
              kind: 'custom-element-definition',
              name: declaration.tagName,
              declaration: { name: declaration.name, module: published(module.path) },
            });
          }
          declaration.members = declaration.members?.filter(isPublic);
          // The analyzer takes an argument of some constructors for the name of an event.
          declaration.events = declaration.events?.filter((event) => event.name?.startsWith('cairn-'));
          for (const event of declaration.events ?? []) typed(event);
          declaration.attributes = declaration.attributes?.filter((attribute) => attribute.name);
          for (const each of [...(declaration.attributes ?? []), ...(declaration.members ?? [])]) {
            const { type } = each;
            // What is undefined at first has no default that anybody could write: it may be left out.
            if (each.default === 'undefined') delete each.default;
            if (type?.text) type.text = type.text.replace(/ \| undefined$/, '');
            // A reader, an editor and Storybook want the words, not the name of the list they stand in.
            const text = aliases.get(type?.text) ?? type?.text;
            const list = /^\(?typeof (\w+)\)?\[number\]$/.exec(text ?? '')?.[1];
            const words = lists.get(`${module.path} ${list}`) ?? lists.get(list);
            if (words) type.text = words;
          }
        }
        const names = new Set(module.declarations?.map((declaration) => declaration.name));
        const exports = (module.exports ?? []).filter((each) => names.has(each.declaration.name));
        module.exports = [...exports, ...definitions];
        rename(module);
      }
      customElementsManifest.modules = customElementsManifest.modules.filter(
        (module) => module.declarations?.length > 0 || module.exports?.length > 0,
      );
    },
  };
}

const isPublic = (member) =>
  member.privacy !== 'private' &&
  member.privacy !== 'protected' &&
  !/^[#_]/.test(member.name) &&
  member.name !== 'styles';

/** `@fires cairn-goal {CairnGoalEvent} - …`: the analyzer leaves the type in the sentence. */
function typed(event) {
  const [, type, sentence] = /^\{(\w+)\}\s*-?\s*(.*)$/s.exec(event.description ?? '') ?? [];
  if (!type) return;
  event.type = { text: type };
  event.description = sentence;
}

/** Every `src/…ts` that names a module becomes the published file. */
function rename(value) {
  if (Array.isArray(value)) return value.forEach(rename);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'path' || key === 'module') && typeof inner === 'string')
      value[key] = published(inner.replace(/^\//, ''));
    else rename(inner);
  }
}

export default {
  globs: [
    'src/elements/*/*.ts',
    'src/shared/campaign-element.ts',
    'src/shared/events.ts',
    'src/shared/people.ts',
    'src/define/*.ts',
  ],
  exclude: ['**/*.styles.ts'],
  litelement: true,
  packagejson: false,
  plugins: [cairn()],
};
