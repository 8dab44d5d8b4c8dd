import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A throw-away PostgreSQL in a temporary folder, reached by a socket in it. It ends with the process that started it. */
export interface Cluster {
  /** Makes an empty database. @returns its address */
  create(): Promise<string>;
  stop(): Promise<void>;
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

/** A cluster that nobody will miss need not reach the disk. Tests of durability use one of their own. */
const HASTE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export async function startCluster(bin: string): Promise<Cluster> {
  const root = process.getuid?.() === 0; // PostgreSQL refuses to run as root
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const owner = root ? { uid: id('-u'), gid: id('-g') } : undefined;
  const dir = mkdtempSync(join(tmpdir(), 'cairn-pg-'));
  if (owner) chownSync(dir, owner.uid, owner.gid);
  const data = join(dir, 'data');
  const init = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...owner, cwd: dir, encoding: 'utf8' },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);
  const server = runServer(
    join(bin, 'postgres'),
    ['-D', data, '-k', dir, '-h', '', ...['max_connections=200', ...HASTE].flatMap((one) => ['-c', one])],
    {
      cwd: dir,
      owner,
    },
  );
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
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = new Promise((done) => server.once('exit', done));
        server.kill('SIGQUIT'); // "immediate": there is nothing to keep
        await ended;
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** On Linux the kernel ends the server with us, whatever ends us. */
function runServer(
  command: string,
  args: string[],
  options: { cwd: string; owner: { uid: number; gid: number } | undefined },
): ChildProcess {
  const { cwd, owner } = options;
  const setpriv = process.platform === 'linux' && existsSync('/usr/bin/setpriv');
  if (!setpriv) return spawn(command, args, { cwd, stdio: 'ignore', ...owner });
  const as = owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];
  return spawn('/usr/bin/setpriv', ['--pdeathsig', 'INT', ...as, '--', command, ...args], { cwd, stdio: 'ignore' });
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
