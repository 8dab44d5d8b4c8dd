/**
 * What a page says once for all elements, on the script tag:
 * `<script type="module" src="…/cairn.js" data-cairn-endpoint="…" data-cairn-locale="de">`.
 */
export function pageDefault(name: 'analytics' | 'debug' | 'endpoint' | 'locale'): string | undefined {
  // By way of the prototype: a form named "querySelector" would otherwise stand in front of the method.
  const script = Document.prototype.querySelector.call(document, `script[data-cairn-${name}]`);
  return script?.getAttribute(`data-cairn-${name}`) ?? undefined;
}
