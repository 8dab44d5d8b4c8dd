/** What custom-elements.json says of an element, as Storybook wants to hear it. */
import type { ArgTypes } from '@storybook/web-components-vite';
import manifest from '../../custom-elements.json' with { type: 'json' };

interface Entry {
  name: string;
  description?: string;
  default?: string;
  type?: { text: string };
}
interface Attribute extends Entry {
  fieldName?: string;
}
export interface Declaration {
  tagName?: string;
  summary?: string;
  description?: string;
  attributes?: Attribute[];
  members?: Entry[];
  events?: Entry[];
  slots?: Entry[];
  cssParts?: Entry[];
  cssProperties?: Entry[];
  cssStates?: Entry[];
}

export function declarationOf(tag: string): Declaration {
  const all = (manifest as { modules: { declarations?: Declaration[] }[] }).modules;
  const found = all.flatMap(({ declarations }) => declarations ?? []).find(({ tagName }) => tagName === tag);
  if (!found) throw new Error(`${tag} is not in custom-elements.json: npm run manifest`);
  return found;
}

/** Names of the events an element sends. */
export const eventsOf = (tag: string): string[] => (declarationOf(tag).events ?? []).map(({ name }) => name);

/** The words of a type such as `'bar' | 'vertical'`. */
const choicesOf = (type: string): string[] => [...type.matchAll(/'([^']*)'/g)].map(([, word]) => word!);

/** A default as it is written in the source, read. */
function valueOf(text: string | undefined): unknown {
  if (text === undefined || text === 'undefined') return undefined;
  if (/^'.*'$/.test(text)) return text.slice(1, -1);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What each attribute is when nobody sets it. */
export function defaultsOf(tag: string): Record<string, unknown> {
  const values = (declarationOf(tag).attributes ?? []).map((each) => [each.name, valueOf(each.default)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Texts of which only some words mean anything: their sentence has them all. */
const WORDS = new Set(['mock', 'preset']);

function controlOf({ name, type, description = '' }: Attribute) {
  const text = type?.text ?? 'string';
  // A story has no network to ask.
  if (name === 'endpoint') return { control: false as const };
  if (text === 'boolean') return { control: 'boolean' as const };
  if (text.startsWith('number')) return { control: 'number' as const };
  const options = WORDS.has(name)
    ? ['', ...[...description.matchAll(/`([a-z][a-z-]*)`/g)].map(([, word]) => word!)]
    : choicesOf(text);
  if (options.length === 0) return { control: 'text' as const };
  return { control: { type: options.length > 3 ? ('select' as const) : ('inline-radio' as const) }, options };
}

/** The rows of the table of options: attributes with a control, the rest to read. */
export function argTypesOf(tag: string): ArgTypes {
  const declaration = declarationOf(tag);
  const rows: ArgTypes = {};
  for (const each of declaration.attributes ?? []) {
    rows[each.name] = {
      name: each.name,
      description: each.description ?? '',
      ...controlOf(each),
      table: {
        category: 'Attributes',
        type: { summary: each.type?.text ?? 'string' },
        ...(each.default === undefined ? {} : { defaultValue: { summary: each.default } }),
      },
    };
  }
  const byAttribute = new Set((declaration.attributes ?? []).map(({ fieldName }) => fieldName));
  const others: [string, Entry[] | undefined][] = [
    ['Properties', declaration.members?.filter(({ name }) => !byAttribute.has(name))],
    ['Events', declaration.events],
    ['Slots', declaration.slots],
    ['Parts', declaration.cssParts],
    ['Custom properties', declaration.cssProperties],
    ['States', declaration.cssStates],
  ];
  for (const [category, entries] of others) {
    for (const each of entries ?? []) {
      rows[`${category} ${each.name}`] = {
        name: each.name || '(default)',
        description: each.description ?? '',
        control: false,
        table: {
          category,
          ...(each.type ? { type: { summary: each.type.text } } : {}),
          ...(each.default === undefined ? {} : { defaultValue: { summary: each.default } }),
        },
      };
    }
  }
  return rows;
}
