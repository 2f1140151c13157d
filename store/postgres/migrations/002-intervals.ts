import { type Kysely, sql } from 'kysely'

/** The 15-minute records of queues and agents (metrics.md), a partition a month of their start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table interval_record (
      site_id text not null,
      kind text not null check (kind in ('queue', 'agent')),
      subject text not null,
      start timestamptz(3) not null,
      offered integer not null default 0,
      waiting integer not null default 0,
      answered_in_target integer not null default 0,
      answered_late integer not null default 0,
      short_abandoned integer not null default 0,
      abandoned integer not null default 0,
      left_queue integer not null default 0,
      left_by_reason jsonb not null default '{}',
      callback_requested integer not null default 0,
      turned_away integer not null default 0,
      abandoned_in_target integer not null default 0,
      callback_in_target integer not null default 0,
      wait_ms bigint not null default 0,
      longest_wait_ms bigint,
      handled integer not null default 0,
      talk_ms bigint not null default 0,
      hold_ms bigint not null default 0,
      wrap_ms bigint not null default 0,
      rated integer not null default 0,
      rated_millionths bigint not null default 0,
      updated_at timestamptz(3) not null default now(),
      primary key (site_id, kind, subject, start)
    ) partition by range (start)`.execute(db)
}
