/* What the manifest says of an element's attributes. */

/** Chosen elsewhere in the builder, or not for a snippet. */
const ELSEWHERE = new Set(['endpoint', 'lang', 'preset', 'mock', 'debug', 'terms']);
/**
 * @typedef {object} Attribute
 * @property {string} name
 * @property {'boolean' | 'choice' | 'number' | 'text'} kind
 * @property {string[]} words
 * @property {string | undefined} fallback
 * @property {string} description
 * @property {boolean} isShared
 */

/**
 * Attributes of an element by its name, its own first.
 * @returns {Attribute[]}
 */
export function attributesOf(manifest, name) {
  const declaration = manifest.modules
    .flatMap((module) => module.declarations ?? [])
    .find(({ tagName }) => tagName === `cairn-${name}`);
  return declaration.attributes
    .filter((each) => each.description && !ELSEWHERE.has(each.name))
    .map((each) => ({
      name: each.name,
      kind: kindOf(each.type?.text ?? 'string'),
      words: [...(each.type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, word]) => word),
      fallback: each.default?.replace(/^'|'$/g, ''),
      description: each.description,
      isShared: Boolean(each.inheritedFrom),
    }));
}

const kindOf = (type) =>
  type === 'boolean' ? 'boolean' : /^'/.test(type) ? 'choice' : /number/.test(type) ? 'number' : 'text';
