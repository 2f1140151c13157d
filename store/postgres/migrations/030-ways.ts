import { type Kysely, sql } from 'kysely'

/**
 * On which ways each person can be told, their quiet hours, and what became of the signed links that go out. A
 * push subscription is sealed: its keys let their holder ring a person's phone. `ways_version` grows with each change,
 * so that a reader asks for one number instead of all rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table way (
      site_id text not null,
      id uuid not null default gen_random_uuid(),
      person text not null,
      channel text not null,
      target text,
      address text,
      name text not null default '',
      sealed text,
      enabled boolean not null default true,
      made_at timestamptz(3) not null,
      verified_at timestamptz(3),
      dead_at timestamptz(3),
      dead_reason text,
      primary key (site_id, id)
    )`.execute(db)
  await sql`create unique index way_once on way (site_id, person, channel, coalesce(target, ''), address)`.execute(
    db,
  )
  await sql`
    create table person_settings (
      site_id text not null,
      person text not null,
      quiet_from text,
      quiet_to text,
      primary key (site_id, person)
    )`.execute(db)
  await sql`
    create table ways_version (
      site_id text primary key,
      version bigint not null
    )`.execute(db)
  await sql`
    create table link_use (
      site_id text not null,
      digest text not null,
      kind text not null check (kind in ('ack', 'department')),
      subject text not null,
      first_at timestamptz(3) not null,
      last_at timestamptz(3) not null,
      opened integer not null default 1,
      done_at timestamptz(3),
      expires_at timestamptz(3) not null,
      primary key (site_id, digest)
    )`.execute(db)
  await sql`create index link_use_subject on link_use (site_id, kind, subject, last_at desc)`.execute(db)
  await sql`
    create table link_cutoff (
      site_id text not null,
      kind text not null check (kind in ('ack', 'department')),
      subject text not null,
      before timestamptz(3) not null,
      primary key (site_id, kind, subject)
    )`.execute(db)
}
