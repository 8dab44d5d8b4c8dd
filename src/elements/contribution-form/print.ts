/** Prints a text alone, from a frame of its own: the rest of the page stays off the paper. */
export function printText(title: string, text: string): void {
  const frame = document.createElement('iframe');
  // Not hidden: Firefox prints a frame that has no box as an empty page.
  Object.assign(frame.style, { position: 'fixed', inlineSize: '0', blockSize: '0', border: '0' });
  frame.setAttribute('aria-hidden', 'true');
  frame.title = title;
  document.body.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  if (!page || !view) return frame.remove();
  page.title = title;
  const paper = page.createElement('pre');
  paper.textContent = text;
  page.body.append(paper);
  view.addEventListener('afterprint', () => frame.remove());
  // Some browsers never say that they are done.
  setTimeout(() => frame.remove(), 60_000);
  try {
    view.print();
  } catch {
    frame.remove(); // a frame that is sandboxed without modals
  }
}
