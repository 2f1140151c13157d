import { type Kysely, sql } from 'kysely'

/** The site file's versions (without any secret), the hashes of its tokens, and the connectors' sealed passwords. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table site_version (
      site_id text not null,
      version integer not null,
      at timestamptz(3) not null,
      who text not null,
      file_hash text,
      content json not null,
      published boolean not null default false,
      primary key (site_id, version)
    )`.execute(db)
  await sql`
    create table token (
      hash text primary key,
      site_id text not null,
      kind text not null check (kind in ('feed', 'api')),
      name text not null,
      role text,
      agent text,
      unique (site_id, kind, name)
    )`.execute(db)
  await sql`
    create table site_secret (
      site_id text not null,
      feed text not null,
      sealed text not null,
      primary key (site_id, feed)
    )`.execute(db)
}
