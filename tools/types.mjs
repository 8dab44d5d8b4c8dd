/**
 * types/: what editors, frameworks and language models want to know of the elements, written from custom-elements.json.
 *
 *   elements.d.ts                    attributes and events of each tag
 *   react, preact, solid, vue, svelte.d.ts   the same for each framework's templates
 *   react.js, react.d.ts             components for React 17 to 19, without any dependency but React
 *   vscode.html.json, vscode.css.json, web-types.json   for editors
 *   llms.txt                         everything in one text
 *
 * Made at each build and committed nowhere, so it cannot drift; test/package/types.test.ts compares it all the same.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const { version, description: about } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** The platform's own, which the analyzer has no sentence for. */
const isOurs = ({ description }) => Boolean(description);

/**
 * Each element with what the page may set on it.
 *
 * @typedef {{ name: string, description: string }} Told
 * @returns {{
 *   tag: string, name: string, path: string, summary: string, description: string,
 *   attributes: (Told & { property: string, type: string, default?: string })[],
 *   properties: Told[], events: (Told & { type: string })[], methods: Told[], slots: Told[], parts: Told[], cssProperties: Told[],
 * }[]}
 */
export function elementsOf(manifest) {
  return manifest.modules
    .flatMap((module) => (module.declarations ?? []).map((one) => ({ ...one, path: module.path })))
    .filter(({ customElement, tagName }) => customElement && tagName)
    .map((one) => ({
      tag: one.tagName,
      name: one.name,
      path: one.path,
      summary: one.summary,
      description: one.description,
      attributes: (one.attributes ?? []).filter(isOurs).map((each) => ({
        name: each.name,
        property: each.fieldName ?? each.name,
        type: each.type?.text ?? 'string',
        default: each.default,
        description: each.description,
      })),
      // Objects, which no attribute can carry.
      properties: (one.members ?? [])
        .filter((each) => each.kind === 'field' && !each.readonly && !each.static && isOurs(each))
        .filter((each) => !(one.attributes ?? []).some(({ fieldName }) => fieldName === each.name))
        .concat((one.members ?? []).filter(({ name }) => name === 'terms'))
        .map((each) => ({ name: each.name, description: each.description })),
      events: (one.events ?? []).map((each) => ({
        name: each.name,
        type: each.type?.text ?? 'Event',
        description: each.description,
      })),
      methods: (one.members ?? []).filter((each) => each.kind === 'method' && isOurs(each)),
      slots: one.slots ?? [],
      parts: one.cssParts ?? [],
      cssProperties: one.cssProperties ?? [],
    }));
}

/** What an attribute may hold: a boolean, a number or words. */
const attributeType = (type) =>
  type === 'boolean' ? 'boolean' : /\bnumber\b/.test(type) ? 'number | string' : /^'/.test(type) ? type : 'string';
const words = (type) => [...type.matchAll(/'([^']*)'/g)].map(([, word]) => word);
const sentence = (text, indent = '  ') =>
  `${indent}/** ${String(text).replace(/\s+/g, ' ').replaceAll('*/', '* /')} */\n`;
const pascal = (name) => name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
const HEAD = '// Written by tools/types.mjs from custom-elements.json.\n';

export function files(manifest) {
  const elements = elementsOf(manifest);
  return {
    'elements.d.ts': elementTypes(elements),
    'react.d.ts': reactTypes(elements),
    'react.js': reactCode(elements),
    'jsx-react.d.ts': jsx('react', elements),
    'jsx-preact.d.ts': jsx('preact', elements),
    'jsx-solid.d.ts': jsx('solid-js', elements),
    'vue.d.ts': vue(elements),
    'svelte.d.ts': svelte(elements),
    'vscode.html.json': json(vscodeHtml(elements)),
    'vscode.css.json': json(vscodeCss(elements)),
    'web-types.json': json(webTypes(elements)),
    'llms.txt': llms(elements),
  };
}

export function writeTypes(folder) {
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  for (const [name, text] of Object.entries(files(manifest))) writeFileSync(join(folder, name), text);
}

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;

function elementTypes(elements) {
  const events = [...new Set(elements.flatMap((one) => one.events.map(({ type }) => type)))].sort();
  const classes = elements.map(({ name }) => name).sort();
  const out = [
    HEAD,
    `import type {\n${[...classes, ...events].map((name) => `  ${name},\n`).join('')}} from '../dist/index.js';\n`,
    `export type {\n${[...classes, ...events].map((name) => `  ${name},\n`).join('')}};\n`,
  ];
  for (const { tag, name, description, attributes, events: own } of elements) {
    out.push(`\n/** ${tag}: ${description.replace(/\s+/g, ' ')} */\nexport interface ${name}Attributes {\n`);
    for (const each of attributes) {
      // What is JSON in a page is an object where the framework sets a property.
      const type = each.type === 'Terms' ? `string | ${name}['terms']` : attributeType(each.type);
      out.push(sentence(each.description), `  '${each.name}'?: ${type} | undefined;\n`);
    }
    out.push('}\n', `export interface ${name}Events {\n`);
    for (const each of own) out.push(sentence(each.description), `  '${each.name}': ${each.type};\n`);
    out.push('}\n');
  }
  out.push('\n/** Every tag with its attributes, its events and its class. */\nexport interface CairnElements {\n');
  for (const { tag, name } of elements)
    out.push(`  '${tag}': { attributes: ${name}Attributes; events: ${name}Events; element: ${name} };\n`);
  out.push('}\n');
  return out.join('');
}

/** JSX: React 19 and Preact listen by `oncairn-success`, Solid by `on:cairn-success`. */
function jsx(framework, elements) {
  const parts = {
    react: {
      uses: "import type { DetailedHTMLProps, HTMLAttributes } from 'react';\n",
      base: (name) => `DetailedHTMLProps<HTMLAttributes<${name}>, ${name}>`,
      module: 'react',
      on: 'on${Name}',
    },
    preact: {
      uses: "import type { HTMLAttributes } from 'preact';\n",
      base: (name) => `HTMLAttributes<${name}>`,
      module: 'preact',
      on: 'on${Name}',
    },
    'solid-js': {
      uses: "import type { JSX as S } from 'solid-js';\n",
      base: (name) => `S.HTMLAttributes<${name}>`,
      module: 'solid-js',
      on: 'on:${Name}',
    },
  }[framework];
  const names = elements.map(({ name }) => name);
  return `${HEAD}${parts.uses}import type { CairnElements, ${names.join(', ')} } from './elements.js';

type Listeners<Events> = { [Name in keyof Events & string as \`${parts.on}\`]?: ((event: Events[Name]) => void) | undefined };
// Not Props: in React 17's module that is another.
type CairnProps<Tag extends keyof CairnElements, Base> = Omit<Base, keyof CairnElements[Tag]['attributes']> &
  CairnElements[Tag]['attributes'] &
  Listeners<CairnElements[Tag]['events']>;

declare module '${parts.module}' {
  namespace JSX {
    interface IntrinsicElements {
${elements.map(({ tag, name }) => `      '${tag}': CairnProps<'${tag}', ${parts.base(name)}>;\n`).join('')}    }
  }
}
`;
}

function vue(elements) {
  return `${HEAD}import type { DefineComponent, HTMLAttributes } from 'vue';
import type { CairnElements } from './elements.js';

type Listener<Name extends string> = Name extends \`\${infer First}-\${infer Rest}\`
  ? \`\${Capitalize<First>}\${Listener<Rest>}\`
  : Capitalize<Name>;
type Props<Tag extends keyof CairnElements> = CairnElements[Tag]['attributes'] & {
  [Name in keyof CairnElements[Tag]['events'] & string as \`on\${Listener<Name>}\`]?: (
    event: CairnElements[Tag]['events'][Name],
  ) => void;
} & HTMLAttributes;

declare module 'vue' {
  interface GlobalComponents {
${elements.map(({ tag }) => `    '${tag}': DefineComponent<Props<'${tag}'>>;\n`).join('')}  }
}
`;
}

function svelte(elements) {
  return `${HEAD}import type { HTMLAttributes } from 'svelte/elements';
import type { CairnElements } from './elements.js';

type Props<Tag extends keyof CairnElements> = Omit<
  HTMLAttributes<CairnElements[Tag]['element']>,
  keyof CairnElements[Tag]['attributes']
> &
  CairnElements[Tag]['attributes'] & {
    [Name in keyof CairnElements[Tag]['events'] & string as \`on\${Name}\`]?: (
      event: CairnElements[Tag]['events'][Name],
    ) => void;
  };

declare module 'svelte/elements' {
  export interface SvelteHTMLElements {
${elements.map(({ tag }) => `    '${tag}': Props<'${tag}'>;\n`).join('')}  }
}
`;
}

const handler = (event) => `on${pascal(event.replace(/^cairn-/, ''))}`;
const component = (tag) => pascal(tag.replace(/^cairn-/, ''));

function reactTypes(elements) {
  const names = elements.map(({ name }) => name);
  const events = [...new Set(elements.flatMap((one) => one.events.map(({ type }) => type)))].sort();
  const out = [
    HEAD,
    `import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';\n`,
    // The components have the names of the classes.
    `import type {\n${names.map((name) => `  ${name} as ${name}Element,\n`).join('')}${events.map((name) => `  ${name},\n`).join('')}} from './elements.js';\n`,
    '\ntype Host<Element> = Omit<HTMLAttributes<Element>, OwnNames>;\n',
  ];
  const own = new Set();
  for (const { tag, name, description, attributes, properties, events: fired } of elements) {
    const objects = new Set(properties.map((each) => each.name));
    out.push(`\nexport interface ${component(tag)}Props extends Host<${name}Element> {\n`);
    for (const each of attributes.filter(({ property }) => !objects.has(property))) {
      own.add(each.property);
      out.push(sentence(each.description), `  ${each.property}?: ${attributeType(each.type)} | undefined;\n`);
    }
    for (const each of properties) {
      own.add(each.name);
      out.push(sentence(each.description), `  ${each.name}?: ${name}Element['${each.name}'] | undefined;\n`);
    }
    for (const each of fired) {
      own.add(handler(each.name));
      out.push(sentence(each.description), `  ${handler(each.name)}?: ((event: ${each.type}) => void) | undefined;\n`);
    }
    out.push('}\n', `/** ${description.replace(/\s+/g, ' ')} */\n`);
    out.push(
      `export declare const ${component(tag)}: ForwardRefExoticComponent<${component(tag)}Props & RefAttributes<${name}Element>>;\n`,
    );
  }
  out.push(`\ntype OwnNames = ${[...own].map((name) => `'${name}'`).join(' | ')};\n`);
  return out.join('');
}

/** Attributes are rendered, on a server too; objects and listeners come once the element is there. */
function reactCode(elements) {
  const table = elements.map(({ tag, attributes, properties, events }) => {
    const objects = properties.map((each) => each.name);
    const plain = attributes.filter(({ property }) => !objects.includes(property));
    return `export const ${component(tag)} = wrap(
  '${tag}',
  ${JSON.stringify(Object.fromEntries(plain.map(({ property, name }) => [property, name])))},
  ${JSON.stringify(objects)},
  ${JSON.stringify(Object.fromEntries(events.map(({ name }) => [handler(name), name])))},
);\n`;
  });
  // React's own word for a file with state: a page that is rendered on the server may import it as it is.
  return `'use client';
${HEAD}import { createElement, forwardRef, useEffect, useLayoutEffect, useRef } from 'react';
import '../dist/index.js';

// A server has no layout; React warns of the other there.
const useElement = typeof document === 'undefined' ? useEffect : useLayoutEffect;

function wrap(tag, attributes, objects, events) {
  const Component = forwardRef((props, given) => {
    const element = useRef(null);
    const latest = useRef(props);
    latest.current = props;
    const passed = {};
    for (const [name, value] of Object.entries(props)) {
      if (name in events || objects.includes(name)) continue;
      // React up to 18 gives a custom element every name as it stands.
      const key = name === 'className' ? 'class' : name === 'htmlFor' ? 'for' : (attributes[name] ?? name);
      if (!(name in attributes)) passed[key] = value;
      else if (value === true) passed[key] = '';
      else if (value !== false && value != null) passed[key] = String(value);
    }
    passed.ref = (node) => {
      element.current = node;
      if (typeof given === 'function') given(node);
      else if (given) given.current = node;
    };
    useElement(() => {
      for (const name of objects) if (props[name] !== undefined) element.current[name] = props[name];
    });
    useElement(() => {
      const node = element.current;
      const listeners = Object.entries(events).map(([prop, name]) => [name, (event) => latest.current[prop]?.(event)]);
      for (const [name, listener] of listeners) node.addEventListener(name, listener);
      return () => {
        for (const [name, listener] of listeners) node.removeEventListener(name, listener);
      };
    }, []);
    return createElement(tag, passed);
  });
  Component.displayName = tag;
  return Component;
}

${table.join('\n')}`;
}

const REFERENCE = 'https://github.com/cairn-widgets/cairn/blob/main/docs/elements.md';

function vscodeHtml(elements) {
  return {
    version: 1.1,
    tags: elements.map(({ tag, description, attributes, slots }) => ({
      name: tag,
      description: [
        description,
        ...(slots.length
          ? ['', ...slots.map((each) => `- slot \`${each.name || 'default'}\`: ${each.description}`)]
          : []),
      ].join('\n'),
      attributes: attributes.map(({ name, type, description: text }) => ({
        name,
        description: text,
        ...(type === 'boolean' ? { valueSet: 'v' } : {}),
        ...(words(type).length ? { values: words(type).map((word) => ({ name: word })) } : {}),
      })),
      references: [{ name: 'Reference', url: `${REFERENCE}#${tag}` }],
    })),
  };
}

function vscodeCss(elements) {
  const seen = new Map(elements.flatMap((one) => one.cssProperties.map((each) => [each.name, each])));
  return {
    version: 1.1,
    properties: [...seen.values()].map((each) => ({ name: each.name, description: each.description })),
    pseudoElements: [{ name: '::part', description: 'A visible piece of an element.' }],
  };
}

function webTypes(elements) {
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: 'cairn-widgets',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((one) => ({
          name: one.tag,
          description: one.description,
          'doc-url': `${REFERENCE}#${one.tag}`,
          attributes: one.attributes.map(({ name, type, default: value, description }) => ({
            name,
            description,
            value: { type: type === 'boolean' ? 'boolean' : words(type).length ? type.replaceAll("'", '"') : 'string' },
            ...(value === undefined ? {} : { default: value.replace(/^'|'$/g, '') }),
          })),
          slots: one.slots.map(({ name, description }) => ({ name: name || 'default', description })),
          js: {
            properties: one.properties.map(({ name, description }) => ({ name, description })),
            events: one.events.map(({ name, description }) => ({ name, description })),
          },
          css: {
            properties: one.cssProperties.map(({ name, description }) => ({ name, description })),
            parts: one.parts.map(({ name, description }) => ({ name, description })),
          },
        })),
      },
    },
  };
}

function llms(elements) {
  const own = new Set(elements.find(({ name }) => name === 'ImpactChart').attributes.map(({ name }) => name));
  const shared = elements
    .filter(({ tag }) => tag !== 'cairn-campaign')
    .reduce((all, one) => new Set([...all].filter((name) => one.attributes.some((each) => each.name === name))), own);
  const line = ({ name, type, default: value, description }) =>
    `- ${name} (${type}${value && value !== "''" ? `, default ${value}` : ''}): ${description}`;
  const from = elements.find(({ name }) => name === 'ImpactChart').attributes.filter(({ name }) => shared.has(name));
  return [
    `# Cairn ${version}`,
    '',
    `> ${about}`,
    '',
    'Two lines put a widget on a page; the link inside is shown without script and while it loads:',
    '',
    '    <script type="module" src="https://give.example.org/cdn/v1/cairn.js"></script>',
    '    <cairn-progress-thermometer endpoint="https://give.example.org/v1/campaigns/riverbank"><a href="https://give.example.org">Give</a></cairn-progress-thermometer>',
    '',
    'endpoint is a campaign of the protocol’s server, a JSON file (./campaign.json), or opencollective:name.',
    "npm: import 'cairn-widgets' defines all; 'cairn-widgets/define/progress-thermometer.js' one; 'cairn-widgets/elements/progress-thermometer.js' is the class alone; 'cairn-widgets/react.js' has React components.",
    'Colours: --cairn-accent on any ancestor; every other colour derives from it with AA contrast.',
    '',
    '## All but cairn-campaign',
    '',
    ...from.map(line),
    ...elements.flatMap((one) => [
      '',
      `## <${one.tag}>`,
      '',
      one.description,
      '',
      ...one.attributes.filter(({ name }) => one.tag === 'cairn-campaign' || !shared.has(name)).map(line),
      ...one.events.map(({ name, type, description }) => `- event ${name} (${type}): ${description}`),
      ...one.methods.map(({ name, description }) => `- method ${name}(): ${description}`),
      ...one.slots.map(({ name, description }) => `- slot ${name || '(default)'}: ${description}`),
      ...(one.parts.length ? [`- parts: ${one.parts.map(({ name }) => name).join(', ')}`] : []),
    ]),
    '',
  ].join('\n');
}
