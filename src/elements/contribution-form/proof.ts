/*
 * Proof of work: the number that, put after a salt, has the SHA-256 the server named. Fetched when a server asks for it.
 *
 * This file is also its own worker, so it imports nothing. A worker is used where it is known to be allowed; trying one
 * that is not would break the page's policy, which is reported to its owner. Everywhere else (a script from another host,
 * a browser with Trusted Types, which forbid an address that is a plain string) it is worked on here, a few milliseconds
 * at a time.
 */

/** What is asked for, as `challengeSchema` has it. */
export interface Asked {
  algorithm: 'SHA-256';
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

export interface SolveOptions {
  signal: AbortSignal;
  /** Told the share of the numbers that were tried, a few times a second. */
  progress?: (share: number) => void;
  /** Where to work; found out by itself. */
  worker?: boolean;
}

/** Milliseconds of work at a time: a frame at 60 Hz keeps half of its time. */
const SLICE_MS = 8;
/** Numbers between two looks at the clock. */
const BATCH = 64;

/**
 * The token to send, as ALTCHA writes it: base64 of the challenge with its solution.
 *
 * @throws the reason of the signal, or an error when there is no such number
 */
export async function solve(asked: Asked, options: SolveOptions): Promise<string> {
  const { signal, worker = mayUseWorker() } = options;
  signal.throwIfAborted();
  const number = (worker ? await inWorker(asked, options) : undefined) ?? (await inSlices(asked, options));
  const json = JSON.stringify({ ...asked, number });
  // `btoa` takes bytes only.
  return btoa(json.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

function mayUseWorker(): boolean {
  return (
    typeof Worker === 'function' &&
    !('trustedTypes' in globalThis) &&
    // In a build of one file this is that file, which no worker can run.
    /\/proof[^/]*$/.test(import.meta.url) &&
    new URL(import.meta.url).origin === location.origin
  );
}

/** Undefined where the worker could not be started. */
function inWorker(asked: Asked, { signal, progress }: SolveOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      worker = new Worker(import.meta.url, { type: 'module' });
    } catch {
      return resolve(undefined);
    }
    const stop = () => worker.terminate();
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason as Error);
    });
    worker.onerror = (event) => {
      event.preventDefault();
      stop();
      resolve(undefined);
    };
    worker.onmessage = ({ data }: MessageEvent<{ share?: number; number?: number; missing?: true }>) => {
      if (data.share !== undefined) return progress?.(data.share);
      stop();
      if (data.number === undefined) reject(new Error('no number solves the challenge'));
      else resolve(data.number);
    };
    worker.postMessage(asked);
  });
}

async function inSlices(asked: Asked, { signal, progress }: SolveOptions): Promise<number> {
  const search = searcher(asked);
  const { port1, port2 } = new MessageChannel();
  // A timer would wait four milliseconds each time; a message lets input and pictures pass, and no more.
  const turn = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  try {
    for (let told = performance.now(); ;) {
      const number = search.until(performance.now() + SLICE_MS);
      if (number !== undefined) return number;
      if (performance.now() - told > 250) {
        told = performance.now();
        progress?.(search.share);
      }
      await turn();
      signal.throwIfAborted();
    }
  } finally {
    port1.close();
  }
}

// In a worker of its own there is no page.
if (
  typeof document === 'undefined' &&
  typeof (globalThis as { importScripts?: unknown }).importScripts === 'function'
) {
  onmessage = ({ data }: MessageEvent<Asked>) => {
    try {
      const search = searcher(data);
      for (;;) {
        const number = search.until(performance.now() + 250);
        if (number !== undefined) return postMessage({ number });
        postMessage({ share: search.share });
      }
    } catch {
      postMessage({ missing: true });
    }
  };
}

/** Tries one number after the other. */
function searcher({ salt, challenge, maxnumber }: Asked): {
  readonly share: number;
  until(time: number): number | undefined;
} {
  const wanted = Array.from({ length: 8 }, (_, at) => parseInt(challenge.slice(at * 8, at * 8 + 8), 16) | 0);
  const digest = hasher(salt);
  let next = 0;
  return {
    get share() {
      return next / (maxnumber + 1);
    },
    until(time) {
      do {
        for (const end = Math.min(next + BATCH, maxnumber + 1); next < end; next += 1) {
          const state = digest(next);
          if (state[0] === wanted[0] && wanted.every((word, at) => word === state[at])) return next;
        }
        if (next > maxnumber) throw new Error('no number solves the challenge');
      } while (performance.now() < time);
      return undefined;
    },
  };
}

/** The fractional bits of the roots of the first primes, as FIPS 180-4 wants them. */
function constants(): { initial: Int32Array; rounds: Int32Array } {
  const initial: number[] = [];
  const rounds: number[] = [];
  for (let candidate = 2; rounds.length < 64; candidate += 1) {
    let prime = true;
    for (let by = 2; by * by <= candidate; by += 1) if (candidate % by === 0) prime = false;
    if (!prime) continue;
    if (initial.length < 8) initial.push((candidate ** 0.5 % 1) * 2 ** 32);
    rounds.push((candidate ** (1 / 3) % 1) * 2 ** 32);
  }
  return { initial: Int32Array.from(initial, toWord), rounds: Int32Array.from(rounds, toWord) };
}

const toWord = (value: number): number => Math.floor(value) | 0;

/**
 * SHA-256 of `salt` with a number after it. Our own, because the browser's is asynchronous, which costs more than the
 * hash, and is missing on plain http pages. Whole blocks of the salt are worked through once.
 */
function hasher(salt: string): (number: number) => Int32Array {
  const { initial, rounds } = constants();
  const words = new Int32Array(64);
  const state = new Int32Array(8);
  const bytes = new TextEncoder().encode(salt);
  const whole = bytes.length - (bytes.length % 64);
  const block = new Uint8Array(64);

  const compress = () => {
    for (let at = 0; at < 16; at += 1) {
      const from = at * 4;
      words[at] = (block[from]! << 24) | (block[from + 1]! << 16) | (block[from + 2]! << 8) | block[from + 3]!;
    }
    for (let at = 16; at < 64; at += 1) {
      const a = words[at - 15]!;
      const b = words[at - 2]!;
      const small0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
      const small1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
      words[at] = (words[at - 16]! + small0 + words[at - 7]! + small1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let at = 0; at < 64; at += 1) {
      const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + big1 + ((e & f) ^ (~e & g)) + rounds[at]! + words[at]!) | 0;
      const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  };

  state.set(initial);
  for (let at = 0; at < whole; at += 64) {
    block.set(bytes.subarray(at, at + 64));
    compress();
  }
  const begun = state.slice();
  const rest = bytes.subarray(whole);

  return (number) => {
    state.set(begun);
    const digits = String(number);
    const length = rest.length + digits.length;
    block.fill(0);
    block.set(rest);
    let at = rest.length;
    const put = (byte: number) => {
      block[at % 64] = byte;
      at += 1;
      if (at % 64 === 0) {
        compress();
        block.fill(0);
      }
    };
    for (let each = 0; each < digits.length; each += 1) put(digits.charCodeAt(each));
    put(0x80);
    if (at % 64 > 56) {
      compress();
      block.fill(0);
    }
    const bits = (whole + length) * 8;
    for (let shift = 0; shift < 4; shift += 1) block[63 - shift] = bits >>> (8 * shift);
    compress();
    return state;
  };
}
