import { noChange, render, type TemplateResult } from 'lit';
import { Directive, directive, type ChildPart, type DirectiveResult } from 'lit/directive.js';

/*
 * Most of a thermometer is words that stand still: the same in every element that shows the campaign, and the same
 * after most updates. They are drawn once, and every element gets a copy, which costs it a few nodes and no objects
 * that keep track of them.
 */

const drawn = new Map<string, DocumentFragment>();
const MOST = 200;

/** Drawn here, without the marks Lit leaves behind; the same markup is always the same fragment. */
function drawingOf(template: TemplateResult): DocumentFragment {
  const holder = document.createElement('div');
  render(template, holder);
  const marks = document.createTreeWalker(holder, NodeFilter.SHOW_COMMENT);
  for (let mark; (mark = marks.nextNode()); marks.currentNode = holder) (mark as Comment).remove();
  holder.normalize();
  const markup = new XMLSerializer().serializeToString(holder);
  let fragment = drawn.get(markup);
  if (!fragment) {
    if (drawn.size > MOST) drawn.clear();
    fragment = document.createDocumentFragment();
    fragment.append(...holder.childNodes);
    drawn.set(markup, fragment);
  }
  return fragment;
}

/** Where a text stands in a drawing, child by child, and what it says now. */
interface Change {
  path: readonly number[];
  text: string;
}

const compared = new WeakMap<DocumentFragment, { before: DocumentFragment; changes: Change[] | undefined }>();

/** The texts that differ, worked out once for all copies; undefined where more than texts does. */
function changesTo(after: DocumentFragment, before: DocumentFragment): Change[] | undefined {
  let known = compared.get(after);
  if (known?.before !== before) {
    const changes: Change[] = [];
    known = { before, changes: differ(before, after, [], changes) ? changes : undefined };
    compared.set(after, known);
  }
  return known.changes;
}

function differ(before: Node, after: Node, path: readonly number[], changes: Change[]): boolean {
  if (before instanceof Text && after instanceof Text) {
    if (before.data !== after.data) changes.push({ path, text: after.data });
    return true;
  }
  const [old, now] = [before.childNodes, after.childNodes];
  if (old.length !== now.length || !before.cloneNode().isEqualNode(after.cloneNode())) return false;
  return [...old].every((child, index) => differ(child, now[index]!, [...path, index], changes));
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
    const roots: Node[] = [];
    for (let node = startNode?.nextSibling; node && node !== endNode; node = node.nextSibling) roots.push(node);
    for (const { path, text } of changes) {
      const [first, ...rest] = path;
      const node = rest.reduce((at, index) => at?.childNodes[index], roots[first!]);
      if (node instanceof Text) node.data = text;
    }
    return noChange;
  }
}

const copy = directive(Copy);

/** A template without listeners and without anything about a person, drawn once and copied into every element. */
export const copied = (template: TemplateResult): DirectiveResult => copy(drawingOf(template));
