/**
 * The load of bench/server/run.mjs, in a process of its own. Requests go over raw sockets: a full HTTP client would take
 * more of the two processors than what it measures. One JSON object in, one out.
 */
import { connect } from 'node:net';

const plan = JSON.parse(process.argv[2]);
const result = await { write, read, streams }[plan.kind](plan);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);

function address() {
  const byte = () => Math.floor(Math.random() * 256);
  return `10.${byte()}.${byte()}.${byte()}`;
}

/** One keep-alive connection; `ask` resolves with the status when the whole answer is there. */
async function open(port) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await new Promise((done, fail) => socket.once('connect', done).once('error', fail));
  let waiting;
  let buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    const head = buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const text = buffer.toString('latin1', 0, head);
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
    // Node sends chunked bodies for what it is handed as a stream; ours have a length, or end in the last chunk.
    const whole = Number.isNaN(length)
      ? /transfer-encoding: chunked/i.test(text)
        ? buffer.subarray(-5).toString('latin1') === '0\r\n\r\n'
        : true
      : buffer.length >= head + 4 + length;
    if (!whole) return;
    buffer = Buffer.alloc(0);
    waiting.done(Number(text.slice(9, 12)));
  });
  const broken = () => waiting?.fail(new Error('the connection ended'));
  socket.on('error', broken).on('close', broken);
  return {
    ask: (text) =>
      new Promise((done, fail) => {
        waiting = { done, fail };
        socket.write(text);
      }),
    end: () => socket.destroy(),
  };
}

function percentiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}

/** `width` connections, each asking as soon as it is answered, or together `perSecond` times a second. */
async function drive({ port, width, seconds, perSecond }, requestText, good) {
  const times = [];
  const bad = {};
  const connections = await Promise.all(Array.from({ length: width }, () => open(port)));
  const began = performance.now();
  const end = began + seconds * 1000;
  let planned = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (;;) {
        let due = performance.now();
        if (perSecond) {
          due = began + (planned++ / perSecond) * 1000; // from when it should have begun: a slow answer delays nobody unseen
          const wait = due - performance.now();
          if (wait > 0) await new Promise((done) => setTimeout(done, wait));
        }
        if (due >= end) return;
        const status = await connection.ask(requestText());
        times.push(performance.now() - due);
        if (!good.includes(status)) bad[status] = (bad[status] ?? 0) + 1;
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  connections.forEach((connection) => connection.end());
  return { requests: times.length, perSecond: Math.round(times.length / took), ...percentiles(times), bad };
}

function write(options) {
  let made = 0;
  const body = JSON.stringify(options.body);
  return drive(
    options,
    () =>
      `POST ${options.path}/contributions HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n` +
      `X-Forwarded-For: ${address()}\r\nIdempotency-Key: bench-${process.pid}-${String(++made).padStart(12, '0')}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    [201],
  );
}

function read(options) {
  return drive(
    options,
    () => `GET ${options.path} HTTP/1.1\r\nHost: bench\r\nX-Forwarded-For: ${address()}\r\n\r\n`,
    [200],
  );
}

/** Opens streams, then contributes once a second and looks how long it takes until everybody has been told. */
async function streams({ port, path, count, seconds, body }) {
  const heard = [];
  let told;
  let open_ = 0;
  let refused = 0;
  const sockets = [];
  for (let index = 0; index < count; index += 100) {
    await Promise.all(
      Array.from({ length: Math.min(100, count - index) }, async () => {
        const socket = connect(port, '127.0.0.1');
        sockets.push(socket);
        await new Promise((done) => {
          socket.once('error', done);
          socket.once('connect', () =>
            socket.write(`GET ${path}/events HTTP/1.1\r\nHost: bench\r\nX-Forwarded-For: ${address()}\r\n\r\n`),
          );
          socket.once('data', (chunk) => {
            if (chunk.subarray(9, 12).toString() === '200') open_++;
            else refused++;
            done();
          });
        });
        let round = 0;
        socket.on('data', (chunk) => {
          if (told === undefined || round === told.round || !chunk.includes('event: goals')) return;
          round = told.round;
          heard.push(performance.now() - told.at);
        });
      }),
    );
  }
  process.stderr.write('open\n');
  const writer = await open(port);
  const text = JSON.stringify(body);
  let rounds = 0;
  for (; rounds < seconds; rounds++) {
    const before = performance.now();
    const status = await writer.ask(
      `POST ${path}/contributions HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nX-Forwarded-For: ${address()}\r\n` +
        `Idempotency-Key: stream-${process.pid}-${String(rounds).padStart(10, '0')}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
    if (status !== 201) throw new Error(`a contribution was answered ${status}`);
    told = { at: performance.now(), round: rounds + 1 };
    await new Promise((done) => setTimeout(done, Math.max(0, 1000 - (performance.now() - before))));
  }
  sockets.forEach((socket) => socket.destroy());
  return { open: open_, refused, told: heard.length, expected: open_ * rounds, ...percentiles(heard) };
}
