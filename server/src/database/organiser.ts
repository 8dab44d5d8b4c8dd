import { sql, type Kysely, type Migration } from 'kysely';

/** What an organiser needs: keys, a trail of what was done, who was erased, and finding a contribution again. */
export const organiser: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create.alterTable('contributions').addColumn('email_mark', 'text').execute();
    await create.alterTable('contributions').addColumn('name_key', 'text').execute();
    await create
      .createIndex('contributions_made')
      .on('contributions')
      .columns(['campaign_id', 'created_at', 'id'])
      .execute();
    await create.createIndex('contributions_email').on('contributions').columns(['email_mark']).execute();
    await create.createIndex('contributions_receipt').on('contributions').columns(['receipt']).execute();
    for (const table of ['members', 'updates'])
      await create
        .alterTable(table)
        .addColumn('managed', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    await create.alterTable('members').addColumn('private', 'text').execute();
    await create.alterTable('members').addColumn('email_mark', 'text').execute();
    await create.alterTable('campaigns').addColumn('source', 'text').execute();
    await create
      .createTable('keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('scopes', 'text', (c) => c.notNull())
      .addColumn('campaign_id', 'text')
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text')
      .addColumn('used_on', 'text')
      .execute();
    await create
      .createTable('audit')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('campaign_id', 'text')
      .addColumn('target', 'text')
      .execute();
    await create.createIndex('audit_at').on('audit').columns(['at']).execute();
    await create
      .createTable('erased')
      .addColumn('campaign_id', 'text', (c) => c.notNull())
      .addColumn('mark', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('erased_key', ['campaign_id', 'mark'])
      .execute();
  },
};

/**
 * Holds of the states all but the two that nearly every contribution ends in. Written out, and said in a query beside the
 * state it asks for: only then may SQLite use an index that has a condition.
 */
export const RARE = sql<boolean>`state not in ('recorded', 'confirmed')`;

/** Names with nothing else beside them: looking through a hundred thousand reads a few pages instead of every contribution. */
export const names: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index contributions_names on contributions (campaign_id, created_at, id, name_key)
      where name_key is not null`.execute(db);
  },
};

/** A campaign that is removed goes little by little. Its payments are found without looking through everybody's. */
export const removed: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('campaigns').addColumn('removed_at', 'text').execute();
    await db.schema
      .createIndex('provider_refs_contribution')
      .on('provider_refs')
      .columns(['contribution_id'])
      .execute();
  },
};

/** What waits for its money is counted and found without reading a million that do not, which holds up everybody else. */
export const rare: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index contributions_rare on contributions (campaign_id, state, created_at, id)
      where state not in ('recorded', 'confirmed')`.execute(db);
  },
};
