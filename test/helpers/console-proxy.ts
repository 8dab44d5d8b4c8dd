/**
 * A proxy for WebKit that hears the console: WebDriver cannot tell what a page says, so the proxy puts a recording
 * script in front of every HTML page. Everything else passes as it is, streams included, and when the server does not
 * answer, neither does the proxy.
 */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const path = '/__recorder.js';

/** Under this symbol the lines stand in the page; they outlive a navigation in `window.name`. */
export const linesKey = 'test.console';

const recorder = `(() => {
  const key = Symbol.for('${linesKey}');
  let lines = [];
  try { lines = JSON.parse(window.name)['${linesKey}'] ?? []; window.name = ''; } catch {}
  Object.defineProperty(window, key, { value: lines });
  const text = (value) => value instanceof Error ? value.name + ': ' + value.message : String(value);
  for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn']) {
    const original = console[level].bind(console);
    console[level] = (...values) => { lines.push(level + ': ' + values.map(text).join(' ')); original(...values); };
  }
  addEventListener('error', (event) => { if (event.message) lines.push('error: ' + event.message); });
  addEventListener('unhandledrejection', (event) => lines.push('error: ' + text(event.reason)));
  addEventListener('securitypolicyviolation', (event) => {
    lines.push('error: csp ' + event.effectiveDirective + ' ' + event.blockedURI);
  });
  addEventListener('pagehide', () => { if (lines.length) window.name = JSON.stringify({ '${linesKey}': lines }); });
})();`;

/** Resolves to the proxy's port and how to stop it. */
export async function startConsoleProxy(): Promise<{ port: number; stop: () => void }> {
  const server: Server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    if (url.pathname === path) {
      outgoing.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
      outgoing.end(recorder);
      return;
    }
    // Without an encoding, the text of a page can be changed.
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
    const upstream = request(url, { method: incoming.method, headers, agent: false }, (answer) => {
      if (/^text\/html/.test(answer.headers['content-type'] ?? '')) void withRecorder(answer, outgoing);
      else {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.once('error', () => outgoing.destroy());
      }
    });
    upstream.once('error', () => outgoing.destroy());
    outgoing.once('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function withRecorder(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) chunks.push(chunk as Buffer);
  } catch {
    outgoing.destroy();
    return;
  }
  const html = Buffer.concat(chunks).toString();
  const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy'] ?? ''))?.[1];
  const tag = `<script src="${path}"${nonce ? ` nonce="${nonce}"` : ''}></script>`;
  const place = /^\s*<!doctype[^>]*>(\s*<html[^>]*>)?(\s*<head[^>]*>)?/i.exec(html)?.[0].length ?? 0;
  const body = html.length > 0 ? html.slice(0, place) + tag + html.slice(place) : '';
  const headers = { ...answer.headers, 'content-length': String(Buffer.byteLength(body)) };
  delete (headers as Record<string, unknown>)['transfer-encoding'];
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  outgoing.end(body);
}
