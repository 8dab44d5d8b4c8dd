/* The options of each chosen element, from the manifest: its attributes, their kinds, their sentences. */

import { attributesOf } from './attributes.js';

/** Ids of the campaign that an attribute may name. */
const NAMED = { goal: 'goals', pathway: 'pathways', pathways: 'pathways' };

const node = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** `with-live` -> `With live` */
const wordsOf = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** A sentence with its code in backticks. */
function sentence(text) {
  return text.split(/`([^`]*)`/).map((part, index) => (index % 2 ? node('code', { textContent: part }) : part));
}

const isWide = matchMedia('(min-width: 64rem)');

export function renderOptions(box, manifest, choices, { titles, campaign, changed, withoutEndpoint }) {
  const open = new Set([...box.querySelectorAll('details[open]')].map(({ id }) => id));
  const had = document.activeElement?.id;
  box.replaceChildren(
    ...choices.elements.map((element, index) => {
      const id = `options-${element.name}`;
      const details = node('details', {
        className: 'options',
        id,
        open: box.childElementCount ? open.has(id) : index === 0 && isWide.matches,
      });
      const count = node('small');
      const tell = () => {
        const set = Object.keys(element.attributes).length;
        count.textContent = set === 0 ? 'as it comes' : `${set} chosen`;
      };
      tell();
      details.append(node('summary', {}, titles[element.name], count));
      const set = (name, value, isDefault) => {
        const others = { ...element.attributes };
        delete others[name];
        // In the manifest's order, whatever order they were chosen in.
        const all = isDefault ? others : { ...others, [name]: value };
        element.attributes = Object.fromEntries(
          attributesOf(manifest, element.name)
            .map((each) => each.name)
            .concat(Object.keys(all))
            .filter((each, at, list) => each in all && list.indexOf(each) === at)
            .map((each) => [each, all[each]]),
        );
        tell();
        changed();
      };
      for (const [title, attributes] of groups(attributesOf(manifest, element.name))) {
        const controls = attributes.map((attribute) => control(element, attribute, campaign, set));
        if (title === BY_HAND && choices.endpoint) controls.unshift(giveWay(withoutEndpoint));
        if (title === '') details.append(...controls);
        else {
          const inner = `${id}-${title}`;
          const chosen = attributes.some(({ name }) => name in element.attributes);
          details.append(
            node(
              'details',
              { className: 'more', id: inner, open: open.has(inner) || chosen },
              node('summary', { textContent: title }),
              ...controls,
            ),
          );
        }
      }
      return details;
    }),
  );
  if (had) document.getElementById(had)?.focus();
}

const BY_HAND = 'Figures without a backend';

/** A campaign's own figures are shown rather than those typed in: who wants these takes its address away. */
function giveWay(withoutEndpoint) {
  const button = node('button', { type: 'button', className: 'btn', textContent: 'Take the address away' });
  button.addEventListener('click', withoutEndpoint);
  const words = 'While there is a campaign’s address above, its figures are shown and these are not.';
  return node('div', { className: 'field' }, node('p', { className: 'hint', textContent: words }), button);
}

/** What most pages want first; figures typed in by hand, and what every element understands, behind a word each. */
function groups(attributes) {
  const byHand = ({ description }) => description.startsWith('Without a backend:');
  return [
    ['', attributes.filter((each) => !each.isShared && !byHand(each))],
    [BY_HAND, attributes.filter(byHand)],
    ['For every element', attributes.filter(({ isShared }) => isShared)],
  ].filter(([, list]) => list.length > 0);
}

function control(element, attribute, campaign, set) {
  const { name, kind, words, fallback, description } = attribute;
  const id = `${element.name}-${name}`;
  const value = element.attributes[name];
  const hint = node(
    'span',
    { className: 'hint', id: `${id}-hint` },
    ...sentence(description.replace(/^Without a backend: (.)/, (_, first) => first.toUpperCase())),
  );
  let input;
  if (kind === 'boolean') {
    input = node('input', { type: 'checkbox', id, checked: value !== undefined });
    input.addEventListener('change', () => set(name, '', !input.checked));
    input.setAttribute('aria-describedby', hint.id);
    return node('label', { className: 'check', htmlFor: id }, input, wordsOf(name), hint);
  }
  if (kind === 'choice') {
    input = node('select', { id }, ...words.map((word) => new Option(word, word)));
    input.value = value ?? fallback;
    input.addEventListener('input', () => set(name, input.value, input.value === fallback));
  } else {
    input = node('input', { type: kind === 'number' ? 'number' : 'text', id, value: value ?? '', spellcheck: false });
    if (fallback) input.placeholder = fallback;
    input.addEventListener('input', () => set(name, input.value.trim(), input.value.trim() === ''));
  }
  input.setAttribute('aria-describedby', hint.id);
  const field = node('div', { className: 'field' }, node('label', { htmlFor: id, textContent: wordsOf(name) }), input);
  const ids = campaign?.ok ? campaign[NAMED[name]] : undefined;
  if (ids?.length) {
    const list = node('datalist', { id: `${id}-list` }, ...ids.map((each) => new Option(each.label, each.id)));
    input.setAttribute('list', list.id);
    field.append(list);
  }
  field.append(hint);
  return field;
}
