import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sameText } from './crypto.ts';
import type { Db } from './database/open.ts';
import { SetupError } from './fault.ts';
import { makeFolder } from './folder.ts';

const FILE = 'encryption.key';
const PREFIX = 'sealed:1:';

/**
 * Seals e-mail addresses with a key that is not in the database, so that a copy of the database alone tells nobody's
 * address. Whoever has both can read them.
 */
export class Vault {
  readonly #sealing: Buffer;
  readonly #marking: Buffer;
  /** Says which key it is without saying the key. */
  readonly fingerprint: string;

  constructor(key: Buffer) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `cairn ${purpose}`, 32));
    this.#sealing = derive('seal');
    this.#marking = derive('mark');
    this.fingerprint = createHmac('sha256', this.#marking).update('fingerprint').digest('base64url').slice(0, 22);
  }

  /** @param owner the id of the record it belongs to: moved to another one, it cannot be opened. */
  seal(text: string, owner: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, iv).setAAD(Buffer.from(owner));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** What was sealed; undefined when it was sealed with another key, or for another record. */
  open(sealed: string, owner: string): string | undefined {
    if (!sealed.startsWith(PREFIX)) return sealed;
    const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#sealing, bytes.subarray(0, 12))
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** The same for the same address however it is typed, and of no use without the key: finds a person again. */
  markEmail(email: string): string {
    const text = email.normalize('NFC').trim().toLowerCase();
    return createHmac('sha256', this.#marking).update(`email:${text}`).digest('base64url');
  }
}

/**
 * The key from `CAIRN_ENCRYPTION_KEY`, else from a file in the data folder, which is made when there is none.
 *
 * @throws {SetupError} when the key is none, or not the one this database was written with
 */
export async function openVault(db: Db, dataDir: string, given?: string): Promise<Vault> {
  const vault = new Vault(given ? parseKey(given, 'CAIRN_ENCRYPTION_KEY') : keyFile(dataDir));
  await db
    .insertInto('settings')
    .values({ name: 'encryption', value: vault.fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'encryption')
    .executeTakeFirstOrThrow();
  if (sameText(row.value, vault.fingerprint)) return vault;
  const wrongKey = `This database was written with another encryption key. Set CAIRN_ENCRYPTION_KEY to it, or copy its ${FILE} to ${dataDir}.`;
  // With nothing sealed yet any key will do, such as the one that belongs to a backup.
  for (const table of ['contributions', 'members'] as const)
    if (await db.selectFrom(table).select('id').where('email_mark', 'is not', null).limit(1).executeTakeFirst())
      throw new SetupError(wrongKey);
  // The secrets of receivers in the settings are sealed anew at each start; those that organisers added are not.
  if (await db.selectFrom('webhooks').select('id').where('managed', '=', 1).limit(1).executeTakeFirst())
    throw new SetupError(wrongKey);
  await db.updateTable('settings').set({ value: vault.fingerprint }).where('name', '=', 'encryption').execute();
  return vault;
}

function keyFile(dataDir: string): Buffer {
  const path = join(dataDir, FILE);
  try {
    if (!existsSync(path)) {
      makeFolder(dataDir);
      // Whole or not at all, also when two processes start at once: link fails where the other was faster.
      const made = `${path}.${process.pid}`;
      writeFileSync(made, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
      try {
        linkSync(made, path);
      } catch (error) {
        if ((error as { code?: string }).code !== 'EEXIST') throw error;
      } finally {
        rmSync(made, { force: true });
      }
      syncFolder(dataDir); // before anything is sealed with it: a power cut must not leave addresses without their key
      chmodSync(path, 0o600);
    }
    return parseKey(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const reason = (error as { code?: string }).code ?? 'unknown';
    throw new SetupError(`The encryption key ${path} cannot be used (${reason}). Check its permissions.`, {
      cause: error,
    });
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM' && (error as { code?: string }).code !== 'EINVAL') throw error; // not every system syncs folders
  } finally {
    closeSync(folder);
  }
}

function parseKey(text: string, where: string): Buffer {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new SetupError(`${where} should be 64 hexadecimal digits, as from: openssl rand -hex 32`);
  return Buffer.from(hex, 'hex');
}
