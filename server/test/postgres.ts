import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A throw-away PostgreSQL in a temporary folder, reached by a socket in it. It ends with the process that started it. */
export interface Cluster {
  /** Makes an empty database. @returns its address */
  create(): Promise<string>;
  stop(): Promise<void>;
  readonly pid: number;
  /** Ends every process of it with SIGKILL, and starts it again on what is on its disk. */
  crash(between?: () => Promise<void>): Promise<void>;
}

export interface ClusterOptions {
  /** On a real disk, for what is about durability. */
  disk?: boolean;
  /** Such as `synchronous_commit=off`. */
  settings?: string[];
}

/** The folder with `initdb` and `postgres`; undefined when PostgreSQL is not installed. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
    '/opt/homebrew/bin',
  ];
  return places.find((dir) => existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'postgres')));
}

/**
 * The server refuses a PostgreSQL that does not sync, so tests make haste another way: a cluster in memory, where a sync
 * costs nothing. Tests of durability ask for one on disk.
 */
function folderFor(disk: boolean): string {
  const memory = '/dev/shm';
  try {
    if (disk || process.platform !== 'linux') return tmpdir();
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 1024 ** 3 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

const STDIO: 'inherit' | 'ignore' = process.env['CAIRN_PG_LOG'] ? 'inherit' : 'ignore';

export async function startCluster(bin: string, options: ClusterOptions = {}): Promise<Cluster> {
  const root = process.getuid?.() === 0; // PostgreSQL refuses to run as root
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const owner = root ? { uid: id('-u'), gid: id('-g') } : undefined;
  const dir = mkdtempSync(join(folderFor(options.disk ?? false), 'cairn-pg-'));
  if (owner) chownSync(dir, owner.uid, owner.gid);
  const data = join(dir, 'data');
  const init = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...owner, cwd: dir, encoding: 'utf8' },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);
  const settings = ['max_connections=200', ...(options.settings ?? [])].flatMap((one) => ['-c', one]);
  const run = () =>
    runServer(join(bin, 'postgres'), ['-D', data, '-k', dir, '-h', '', ...settings], { cwd: dir, owner });
  let server = run();
  const address = (database: string) => `postgres://postgres@${encodeURIComponent(dir)}/${database}`;
  await waitFor(address('postgres'), server);

  let made = 0;
  return {
    async create() {
      const name = `cairn_${++made}`;
      const client = new pg.Client(address('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(name);
    },
    get pid() {
      return server.pid!;
    },
    async crash(between) {
      const children = childrenOf(server.pid!);
      await ended(server, 'SIGKILL');
      await endAll(children); // a new one must not start while old ones hold its memory
      await between?.();
      server = run();
      await waitFor(address('postgres'), server);
    },
    async stop() {
      await ended(server, 'SIGQUIT'); // "immediate": there is nothing to keep
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((done) => server.once('exit', done));
  server.kill(signal);
  await exit;
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' });
  return stdout.trim().split(/\s+/).filter(Boolean).map(Number);
}

async function endAll(pids: readonly number[]): Promise<void> {
  const alive = (pid: number) => {
    try {
      process.kill(pid, 'SIGKILL');
      return !existsSync('/proc') || existsSync(`/proc/${pid}`);
    } catch {
      return false;
    }
  };
  for (let attempt = 0; attempt < 400 && pids.some(alive); attempt++) await new Promise((done) => setTimeout(done, 10));
}

/** On Linux the kernel ends the server with us, whatever ends us. */
function runServer(
  command: string,
  args: string[],
  options: { cwd: string; owner: { uid: number; gid: number } | undefined },
): ChildProcess {
  const { cwd, owner } = options;
  const setpriv = process.platform === 'linux' && existsSync('/usr/bin/setpriv');
  if (!setpriv) return spawn(command, args, { cwd, stdio: STDIO, ...owner });
  const as = owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];
  return spawn('/usr/bin/setpriv', ['--pdeathsig', 'INT', ...as, '--', command, ...args], { cwd, stdio: STDIO });
}

async function waitFor(address: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error('postgres ended while starting');
    const client = new pg.Client(address);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  throw new Error('postgres did not start within 10 s');
}
