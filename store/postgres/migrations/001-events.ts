import { type Kysely, sql } from 'kysely'

/**
 * The archived log, a partition a month (of the position, which is the log's own clock). Partitions are made by the
 * archiver as they are needed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table event (
      site_id text not null,
      pos_ms bigint not null,
      pos_seq bigint not null,
      at timestamptz(3) not null,
      time timestamptz(3) not null,
      sent_time timestamptz(3),
      source text not null,
      id text not null,
      type text not null,
      subject text not null,
      data jsonb not null,
      primary key (site_id, pos_ms, pos_seq)
    ) partition by range (pos_ms)`.execute(db)
  await sql`create index event_subject on event (site_id, subject, time)`.execute(db)
  await sql`create index event_type on event (site_id, type, time)`.execute(db)
  // A promise, hand-off or approval names its case in its data: the timeline of a case asks for them. Cut, because a
  // feed may send any text under that name, and an index refuses long ones.
  await sql`
    create index event_case on event (site_id, left(data->>'case', 128), time) where data ? 'case'`.execute(
    db,
  )
  await sql`
    create table archive_position (
      site_id text primary key,
      pos_ms bigint not null,
      pos_seq bigint not null
    )`.execute(db)
}
