import { sql } from 'kysely';
import type { Db, OpenDatabase, Tx } from '../database/open.ts';
import { removedCampaigns } from './clear.ts';

export interface Finding {
  ok: boolean;
  what: string;
  /** How to mend it; a fault without one is for the people who write Cairn. */
  mend?: string;
}

/** Everything that must add up, whatever happened. Empty when it does. */
export async function checkInvariants(db: Db | Tx): Promise<Finding[]> {
  const faults: Finding[] = [];
  // What was removed goes little by little, and adds up no more.
  const here = (column: string) =>
    sql`${sql.ref(column)} not in (select id from campaigns where removed_at is not null)`;
  const fault = (what: string) =>
    faults.push({ ok: false, what, mend: 'restore the last backup that adds up, and report this' });

  // [what it says, a query that finds the rows for which it is not so]
  const rules: [string, ReturnType<typeof sql<{ where_: string }>>][] = [
    ...(['confirmed', 'pledged', 'matched'] as const).map(
      (segment): [string, ReturnType<typeof sql<{ where_: string }>>] => [
        `the total ${segment} is not the sum of its ledger`,
        sql<{ where_: string }>`
          select goals.campaign_id || ' ' || goals.goal_id as where_ from goals
          left join (
            select campaign_id, goal_id, sum(amount) as total from entries where segment = ${segment}
            group by campaign_id, goal_id
          ) ledger on ledger.campaign_id = goals.campaign_id and ledger.goal_id = goals.goal_id
          where ${sql.ref(`goals.${segment}`)} <> coalesce(ledger.total, 0) and ${here('goals.campaign_id')} limit 5`,
      ],
    ),
    [
      'the total is not the sum of the contributions that count',
      sql<{ where_: string }>`
        select goals.campaign_id || ' ' || goals.goal_id as where_ from goals
        left join (
          select campaign_id, goal_id, sum(counted) as total, sum(case when renews is null then 1 else 0 end) as n from contributions
          where imported = 0 and position is not null and counted is not null group by campaign_id, goal_id
        ) made on made.campaign_id = goals.campaign_id and made.goal_id = goals.goal_id
        where (goals.confirmed + goals.pledged <> coalesce(made.total, 0) or goals.supporters <> coalesce(made.n, 0))
          and ${here('goals.campaign_id')} limit 5`,
    ],
    [
      'the number of listed contributions is not the number there are',
      sql<{ where_: string }>`
        select campaigns.id as where_ from campaigns
        left join (
          select campaign_id, count(*) as n from contributions
          where imported = 0 and position is not null group by campaign_id
        ) made on made.campaign_id = campaigns.id
        where campaigns.listed <> coalesce(made.n, 0) and removed_at is null limit 5`,
    ],
    [
      'an event is newer than its campaign',
      sql<{ where_: string }>`
        select distinct campaigns.id as where_ from campaigns join events on events.campaign_id = campaigns.id
        where events.rev > campaigns.rev limit 5`,
    ],
    [
      'a withdrawn or refunded contribution is still public',
      sql<{ where_: string }>`
        select campaign_id || ' ' || id as where_ from contributions
        where state in ('cancelled', 'refunded', 'failed') and (public is not null or position is not null) limit 5`,
    ],
  ];
  for (const [what, query] of rules)
    for (const { where_ } of (await query.execute(db)).rows) fault(`${where_}: ${what}`);
  return faults;
}

/** As much as some ten thousand contributions and their journal take. */
const LEAST_ROOM = 100e6;

/** What an operator would want to know before a giving day. */
export async function examine(
  database: OpenDatabase,
  options: {
    dataDir: string;
    publicUrl: string | undefined;
    payments: string;
    behindProxy?: boolean;
    now: number;
    site: boolean;
    unknown?: readonly string[];
    /** Bytes that are left for the files of SQLite. */
    room?: number | undefined;
  },
): Promise<Finding[]> {
  const { db, kind } = database;
  const found: Finding[] = [];
  const say = (ok: boolean, what: string, mend?: string) => found.push({ ok, what, ...(mend && !ok ? { mend } : {}) });

  say(true, kind === 'sqlite' ? `SQLite in ${options.dataDir}` : 'PostgreSQL answers');
  if (kind === 'sqlite') {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(5)`.execute(db);
    const intact = rows[0]?.integrity_check === 'ok';
    say(
      intact,
      intact ? 'the file is intact' : `the file is damaged: ${rows[0]?.integrity_check}`,
      'stop the server, keep the file, and restore the last backup into a new folder',
    );
    const { rows: modes } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    say(modes[0]?.synchronous === 2, 'an answered contribution is on the disk (synchronous=FULL)');
    if (options.room !== undefined)
      say(
        options.room >= LEAST_ROOM,
        `${(options.room / 1e6).toFixed(0)} MB are free there`,
        'make room, or move the folder: no contribution is taken on a full disk',
      );
  } else {
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`.execute(
      db,
    );
    for (const { name, setting } of rows)
      // What the server starts with, and a standby that has applied it is more than a disk that has it.
      say(
        setting === 'on' || (name === 'synchronous_commit' && setting === 'remote_apply'),
        `${name} is ${setting}`,
        `set ${name} = on in postgresql.conf and reload`,
      );
  }

  const { rows: counted } = await sql<{ campaigns: number; contributions: number; keys: number }>`
    select (select count(*) from campaigns where removed_at is null) as campaigns,
      (select count(*) from contributions where imported = 0) as contributions,
      (select count(*) from keys) as keys`.execute(db);
  const { campaigns, contributions, keys } = counted[0]!;
  say(
    Number(campaigns) > 0,
    `${campaigns} campaign${Number(campaigns) === 1 ? '' : 's'}, ${contributions} contributions made here`,
    'load one: npm run cairn -- import my-campaign.json',
  );
  const faults = await checkInvariants(db);
  if (faults.length === 0) say(true, 'every total is the sum of its ledger');
  found.push(...faults);

  const leaving = await removedCampaigns(db);
  if (leaving.length > 0)
    say(
      true,
      `${leaving.join(', ')} ${leaving.length === 1 ? 'was' : 'were'} removed, and what was of ${leaving.length === 1 ? 'it' : 'them'} is being erased; it goes on while the server runs`,
    );

  const sealed = await db
    .selectFrom('contributions')
    .select(['id', 'private'])
    .where('email_mark', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (sealed) {
    const { email } = JSON.parse(sealed.private ?? '{}') as { email?: string };
    say(
      email === undefined || database.vault.open(email, sealed.id) !== undefined,
      'e-mail addresses are sealed and can be opened',
      'set CAIRN_ENCRYPTION_KEY to the key they were sealed with',
    );
  }
  say(
    Number(keys) > 0,
    `${keys} ${Number(keys) === 1 ? 'key' : 'keys'}`,
    'make one to sign in at /admin: npm run cairn -- key new "Your name"',
  );
  const { rows: over } = await sql<{ n: number }>`
    select count(*) as n from keys where expires_at is not null and expires_at < ${new Date(options.now).toISOString()}`.execute(
    db,
  );
  if (Number(over[0]?.n) > 0)
    say(true, `${over[0]!.n} of them have expired; remove them: npm run cairn -- key remove ID`);

  const { n: lost } = await db
    .selectFrom('outbox')
    .select((f) => f.fn.countAll<number>().as('n'))
    .where('given_up_at', 'is not', null)
    .executeTakeFirstOrThrow();
  if (Number(lost) > 0)
    say(
      false,
      `${lost} ${Number(lost) === 1 ? 'message' : 'messages'} to other systems ${Number(lost) === 1 ? 'was' : 'were'} given up`,
      'look why: npm run cairn -- webhook failed; then send them again: npm run cairn -- webhook retry ID',
    );

  const real = options.payments !== 'test';
  say(
    true,
    real
      ? `payments: ${options.payments}`
      : 'payments: test, no money moves (CAIRN_PAYMENTS=manual takes bank transfers)',
  );
  if (real || options.behindProxy)
    say(
      options.publicUrl?.startsWith('https://') ?? false,
      options.publicUrl ? `visitors come to ${options.publicUrl}` : 'PUBLIC_URL is not set',
      'set PUBLIC_URL to the address visitors use, with https',
    );
  for (const name of options.unknown ?? [])
    say(false, `${name} is not a setting and does nothing`, 'look at those there are: npm run cairn -- --help');
  say(options.site, options.site ? 'the widgets are built' : 'the widgets are not built', 'npm run build');
  return found;
}
