import { noChange, render, type TemplateResult } from 'lit';
import { Directive, directive, type ChildPart, type DirectiveResult } from 'lit/directive.js';

/*
 * A thermometer stands still most of the time, and looks the same in every element that shows the campaign. It is
 * drawn once, and every element gets a copy, which costs it a few nodes and no objects that keep track of them.
 */

/** Drawn here, without the marks Lit leaves behind. */
function drawingOf(template: TemplateResult): DocumentFragment {
  const drawing = document.createDocumentFragment();
  render(template, drawing);
  const marks = document.createTreeWalker(drawing, NodeFilter.SHOW_COMMENT);
  for (let mark; (mark = marks.nextNode()); marks.currentNode = drawing) (mark as Comment).remove();
  drawing.normalize();
  return drawing;
}

/** What reads differently at a place in a drawing, found child by child: a text, an attribute, or all that is in a node. */
interface Change {
  path: readonly number[];
  attribute?: string;
  value: string | NodeList;
}

const compared = new WeakMap<DocumentFragment, { before: DocumentFragment; changes: Change[] | undefined }>();

/** What reads differently, worked out once for all copies; undefined where everything does. */
function changesTo(after: DocumentFragment, before: DocumentFragment): Change[] | undefined {
  let known = compared.get(after);
  if (known?.before !== before) {
    known = { before, changes: within(before, after, []) };
    compared.set(after, known);
  }
  return known.changes;
}

/** Changes to what is in a node; undefined where its children are others. */
function within(before: Node, after: Node, path: readonly number[]): Change[] | undefined {
  const [old, now] = [before.childNodes, after.childNodes];
  if (old.length !== now.length) return undefined;
  const changes: Change[] = [];
  for (const [index, child] of now.entries()) {
    const own = changesOf(old[index]!, child, [...path, index]);
    if (!own) return undefined;
    changes.push(...own);
  }
  return changes;
}

/** Changes to a node and what is in it; undefined where it is another one. */
function changesOf(before: Node, after: Node, path: readonly number[]): Change[] | undefined {
  if (before.nodeName !== after.nodeName) return undefined;
  if (!(before instanceof Element && after instanceof Element)) {
    return before.nodeValue === after.nodeValue ? [] : [{ path, value: after.nodeValue! }];
  }
  const { attributes } = after;
  if (before.attributes.length !== attributes.length) return undefined;
  const changes: Change[] = [];
  for (const { name, value } of attributes) {
    if (!before.hasAttribute(name)) return undefined;
    if (before.getAttribute(name) !== value) changes.push({ path, attribute: name, value });
  }
  return changes.concat(within(before, after, path) ?? { path, value: after.childNodes });
}

function write(node: Node | undefined, { attribute, value }: Change): void {
  if (typeof value !== 'string') {
    (node as Element).replaceChildren(...[...value].map((child) => child.cloneNode(true)));
  } else if (node instanceof Text) node.data = value;
  // As a property, which a strict CSP lets through.
  else if (attribute === 'style') (node as HTMLElement).style.cssText = value;
  else if (attribute) (node as Element).setAttribute(attribute, value);
}

class Copy extends Directive {
  #shown: DocumentFragment | undefined;

  render(drawing: DocumentFragment): unknown {
    return drawing.cloneNode(true);
  }

  /** Only what reads differently is written: a thousand copies cost a thousand texts, not a thousand trees. */
  override update({ startNode, endNode }: ChildPart, [drawing]: [DocumentFragment]): unknown {
    const before = this.#shown;
    if (drawing === before) return noChange;
    this.#shown = drawing;
    const changes = before && changesTo(drawing, before);
    if (!changes) return this.render(drawing);
    if (changes.length === 0) return noChange;
    const roots: Node[] = [];
    for (let node = startNode?.nextSibling; node && node !== endNode; node = node.nextSibling) roots.push(node);
    for (const change of changes) {
      const [first, ...rest] = change.path;
      write(
        rest.reduce<Node | undefined>((at, index) => at?.childNodes[index], roots[first!]),
        change,
      );
    }
    return noChange;
  }
}

const copy = directive(Copy);

/** A template without listeners and without anything about a person, drawn once and copied into every element. */
export const copied = (template: TemplateResult): DirectiveResult => copy(drawingOf(template));
