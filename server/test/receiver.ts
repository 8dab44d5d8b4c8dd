import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

const open: Server[] = [];

/** Somebody who is told of contributions, and what they were told. @param answer to the first, the second, … message */
export async function receiver(answer: (n: number) => number | 'hang'): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const status = answer(received.length);
      if (status !== 'hang') response.writeHead(status, { location: '/elsewhere' }).end('ok');
    });
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

/** Ends all of them, also in the middle of an answer. */
export function closeReceivers(): void {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
