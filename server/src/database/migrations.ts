import { sql, type Kysely, type Migration } from 'kysely';
import { names, organiser, rare, removed } from './organiser.ts';
import { guardMigration } from '../guard.ts';
import { hooksMigration, linksMigration, renewalsMigration } from '../hooks.ts';
import { outboxMigration, secretsMigration, webhooksMigration } from '../outbox.ts';
import { seriesMigration } from '../series.ts';

// Every column type here means the same in SQLite and in PostgreSQL. A migration that has been released is never edited, and
// none takes away or renames: the release before must run on what it leaves.

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create
      .createTable('campaigns')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('rev', 'bigint', (c) => c.notNull())
      .addColumn('document', 'text', (c) => c.notNull())
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addColumn('opening_stones', 'bigint', (c) => c.notNull())
      .addColumn('stones', 'bigint', (c) => c.notNull().defaultTo(0))
      .addColumn('listed', 'bigint', (c) => c.notNull().defaultTo(0))
      .addColumn('receipts', 'bigint', (c) => c.notNull().defaultTo(0))
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .execute();
    await create
      .createTable('goals')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('goal_id', 'text', (c) => c.notNull())
      .addColumn('confirmed', 'bigint', (c) =>
        c
          .notNull()
          .defaultTo(0)
          .check(sql`confirmed >= 0`),
      )
      .addColumn('pledged', 'bigint', (c) =>
        c
          .notNull()
          .defaultTo(0)
          .check(sql`pledged >= 0`),
      )
      .addColumn('matched', 'bigint', (c) =>
        c
          .notNull()
          .defaultTo(0)
          .check(sql`matched >= 0`),
      )
      .addColumn('supporters', 'bigint', (c) =>
        c
          .notNull()
          .defaultTo(0)
          .check(sql`supporters >= 0`),
      )
      .addPrimaryKeyConstraint('goals_key', ['campaign_id', 'goal_id'])
      .execute();
    await create
      .createTable('entries')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('rev', 'bigint', (c) => c.notNull())
      .addColumn('segment', 'text', (c) => c.notNull())
      .addColumn('goal_id', 'text', (c) => c.notNull())
      .addColumn('contribution_id', 'text', (c) => c.notNull())
      .addColumn('amount', 'bigint', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('entries_key', ['campaign_id', 'rev', 'segment'])
      .execute();
    await create.createIndex('entries_goal').on('entries').columns(['campaign_id', 'goal_id', 'segment']).execute();
    await create.createIndex('entries_contribution').on('entries').columns(['contribution_id']).execute();
    await create
      .createTable('history')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('goal_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('amount', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('history_key', ['campaign_id', 'goal_id', 'day'])
      .execute();
    await create
      .createTable('milestones')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('goal_id', 'text', (c) => c.notNull())
      .addColumn('milestone_id', 'text', (c) => c.notNull())
      .addColumn('reached_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('milestones_key', ['campaign_id', 'goal_id', 'milestone_id'])
      .execute();
    await create
      .createTable('tallies')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('pathway_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('item_id', 'text', (c) => c.notNull())
      .addColumn('amount', 'bigint', (c) => c.notNull().check(sql`amount >= 0`))
      .addPrimaryKeyConstraint('tallies_key', ['campaign_id', 'pathway_id', 'kind', 'item_id'])
      .execute();
    await create
      .createTable('contributions')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('position', 'bigint')
      .addColumn('public', 'text')
      .addColumn('imported', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('pathway_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('value', 'bigint')
      .addColumn('unit', 'text')
      .addColumn('scale', 'integer')
      .addColumn('counted', 'bigint')
      .addColumn('goal_id', 'text')
      .addColumn('frequency', 'text')
      .addColumn('private', 'text')
      .addColumn('receipt', 'text')
      .addColumn('view_token_hash', 'text')
      .addColumn('stone', 'bigint')
      .addColumn('provider', 'text')
      .addColumn('provider_ref', 'text')
      .addColumn('next', 'text')
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text')
      .addPrimaryKeyConstraint('contributions_key', ['campaign_id', 'id'])
      .execute();
    await create
      .createIndex('contributions_position')
      .unique()
      .on('contributions')
      .columns(['campaign_id', 'position'])
      .execute();
    await create.createIndex('contributions_id').on('contributions').columns(['id']).execute();
    await create.createIndex('contributions_provider').on('contributions').columns(['provider_ref']).execute();
    for (const name of ['members', 'updates']) {
      await create
        .createTable(name)
        .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('position', 'bigint', (c) => c.notNull())
        .addColumn('document', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint(`${name}_key`, ['campaign_id', 'id'])
        .execute();
    }
    await create
      .createTable('events')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('rev', 'bigint', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('events_key', ['campaign_id', 'rev'])
      .execute();
    await create
      .createTable('idempotency')
      .addColumn('campaign_id', 'text', (c) => c.notNull().references('campaigns.id'))
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('fingerprint', 'text', (c) => c.notNull())
      .addColumn('contribution_id', 'text', (c) => c.notNull())
      .addColumn('status', 'integer')
      .addColumn('body', 'text')
      .addColumn('attempt', 'integer', (c) => c.notNull())
      .addColumn('locked_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('idempotency_key', ['campaign_id', 'key_hash'])
      .execute();
    await create.createIndex('idempotency_age').on('idempotency').columns(['created_at']).execute();
    await create
      .createTable('settings')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
  },
};

const proofs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('proofs')
      .addColumn('challenge', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('proofs_age').on('proofs').columns(['expires_at']).execute();
  },
};

export const migrations: Record<string, Migration> = {
  '001-first': first,
  '010-organiser': organiser,
  '020-guard': guardMigration,
  '030-proofs': proofs,
  '040-hooks': hooksMigration,
  '060-outbox': outboxMigration,
  '070-webhooks': webhooksMigration,
  '080-rare': rare,
  '090-secrets': secretsMigration,
  '100-names': names,
  '110-removed': removed,
  '120-series': seriesMigration,
  '130-links': linksMigration,
  '140-renewals': renewalsMigration,
};
