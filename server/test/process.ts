import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CampaignInput } from '../../src/data/schema.ts';
import { campaignFixture } from './fixtures/campaign.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The real server as a process of its own: what only a process can show, such as being killed. */
export interface ServerProcess {
  child: ChildProcess;
  url: string;
  port: number;
  exit: Promise<number | null>;
  /** Resolves when the process is gone. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  output(): string;
}

export interface Workshop {
  folder: string;
  /** Starts the server; `through` is a command that runs it, such as strace. */
  start(env: Record<string, string>, through?: string[]): Promise<ServerProcess>;
  /** Kills whatever runs, also what has not said yet that it does. */
  killAll(): void;
  close(): void;
}

/** A build of its own, within reach of the packages, and a folder; both go with `close`. */
export function openWorkshop(campaigns: CampaignInput[] = [campaignFixture()]): Workshop {
  const dist = here(`../node_modules/.cache/cairn-process-${process.pid}-${Date.now()}`);
  const folder = mkdtempSync(join(tmpdir(), 'cairn-process-'));
  const built = spawnSync(process.execPath, [here('../build.mjs'), dist], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const files = campaigns.map((campaign, index) => {
    const file = join(folder, `campaign-${index}.json`);
    writeFileSync(file, JSON.stringify(campaign));
    return file;
  });
  const running = new Set<ChildProcess>();

  return {
    folder,
    async start(env, through = []) {
      const [command, ...args] = [
        ...through,
        process.execPath,
        join(dist, 'cli.js'),
        ...files.flatMap((file) => ['--campaign', file]),
      ];
      const child = spawn(command!, args, {
        env: {
          PATH: process.env['PATH'],
          PORT: '0',
          TRUST_PROXY: '1',
          LOG_LEVEL: 'error',
          CAIRN_DRAIN_MS: '0',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      running.add(child);
      let output = '';
      const exit = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
      const url = await new Promise<string>((found, fail) => {
        const hear = (chunk: Buffer) => {
          output += String(chunk);
          const address = /Cairn is at (\S+)\n/.exec(output)?.[1];
          if (address) found(address);
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        void exit.then(() => fail(new Error(`the server ended: ${output}`)));
      });
      const { port } = new URL(url);
      return {
        child,
        url,
        port: Number(port),
        exit,
        output: () => output,
        kill(signal = 'SIGKILL') {
          child.kill(signal);
          return exit;
        },
      };
    },
    killAll() {
      for (const child of running) child.kill('SIGKILL');
    },
    close() {
      this.killAll();
      for (const one of [folder, dist]) rmSync(one, { recursive: true, force: true });
    },
  };
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One request; rejects when the connection ends before the whole answer came. An address of its own each time. */
export function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; timeoutMs?: number } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, timeoutMs = 15_000 } = options;
    const byte = () => Math.floor(Math.random() * 256);
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent,
        headers: { 'x-forwarded-for': `10.${byte()}.${byte()}.${byte()}`, ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.once('error', reject);
        response.once('close', () => {
          if (response.complete) resolve({ status: response.statusCode!, headers: response.headers, body: text });
          else reject(new Error('cut off'));
        });
      },
    );
    asked.setTimeout(timeoutMs, () => asked.destroy(new Error('timeout')));
    asked.once('error', reject);
    asked.end(body);
  });
}

export function contribute(port: number, key: string, body: unknown, campaign = 'riverbank'): Promise<Reply> {
  return send(port, `/v1/campaigns/${campaign}/contributions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
}
