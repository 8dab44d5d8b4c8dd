import { CompiledQuery, sql, type Selectable } from 'kysely';
import type { Tx } from './open.ts';
import type { Tables } from './tables.ts';

const texts = new Map<string, string>();

/**
 * Inserts rows with one statement. All have the same columns. Its text is put together once for each number of rows:
 * building it from values anew each time takes longer than SQLite takes to run it.
 */
export async function insertRows<T extends keyof Tables>(
  tx: Tx,
  table: T,
  rows: readonly Selectable<Tables[T]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first) as (keyof typeof first & string)[];
  const numbered = sql`${0}`.compile(tx).sql.startsWith('$');
  const key = `${table} ${rows.length} ${numbered} ${columns.join()}`;
  let text = texts.get(key);
  if (text === undefined) {
    let at = 0;
    const row = () => `(${columns.map(() => (numbered ? `$${++at}` : '?')).join()})`;
    const names = columns.map((name) => `"${name}"`).join();
    text = `insert into "${table}" (${names}) values ${rows.map(row).join()}`;
    texts.set(key, text);
  }
  const values = rows.flatMap((row) => columns.map((column) => row[column] ?? null));
  await tx.executeQuery(CompiledQuery.raw(text, values));
}
