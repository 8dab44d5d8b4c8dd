import { noChange, render, type TemplateResult } from 'lit';
import { Directive, directive, type DirectiveResult } from 'lit/directive.js';

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

class Copy extends Directive {
  #shown: DocumentFragment | undefined;

  render(drawing: DocumentFragment): unknown {
    if (drawing === this.#shown) return noChange;
    this.#shown = drawing;
    return drawing.cloneNode(true);
  }
}

const copy = directive(Copy);

/** A template without listeners and without anything about a person, drawn once and copied into every element. */
export const copied = (template: TemplateResult): DirectiveResult => copy(drawingOf(template));
