import { type Kysely, sql } from 'kysely'

/**
 * What is left of cases, their promises and callbacks, contacts and customers once the floor lets them go, and what they
 * are found by: `tokens` are keyed hashes of the ends of numbers and of pieces of words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_record (
      site_id text not null,
      id text collate "C" not null,
      opened_at timestamptz(3) not null,
      state text not null,
      kind text not null,
      cause text,
      queue text,
      team text,
      owner text,
      customer text,
      merged_into text,
      row jsonb not null,
      members jsonb not null,
      tokens bigint[] not null,
      primary key (site_id, id)
    ) with (fillfactor = 85)`.execute(db)
  await sql`create index case_record_opened on case_record (site_id, opened_at, id)`.execute(db)
  await sql`create index case_record_customer on case_record (site_id, customer, opened_at)`.execute(db)
  await sql`create index case_record_owner on case_record (site_id, owner, opened_at)`.execute(db)
  await sql`create index case_record_queue on case_record (site_id, queue, opened_at)`.execute(db)
  await sql`create index case_record_merged on case_record (site_id, merged_into) where merged_into is not null`.execute(
    db,
  )
  await sql`create index case_record_tokens on case_record using gin (tokens)`.execute(db)
  await sql`
    create table case_item_record (
      site_id text not null,
      kind text not null,
      id text not null,
      case_id text,
      customer text,
      at timestamptz(3) not null,
      row jsonb not null,
      primary key (site_id, kind, id)
    )`.execute(db)
  await sql`create index case_item_record_case on case_item_record (site_id, case_id)`.execute(db)
  await sql`create index case_item_record_customer on case_item_record (site_id, customer, at)`.execute(db)
  await sql`
    create table contact_record (
      site_id text not null,
      id text not null,
      at timestamptz(3) not null,
      ended_at timestamptz(3),
      channel text not null,
      direction text not null,
      queue text,
      agent text,
      outcome text,
      cause text,
      answered boolean not null,
      customer text,
      case_id text,
      primary key (site_id, id)
    ) with (fillfactor = 85)`.execute(db)
  await sql`create index contact_record_customer on contact_record (site_id, customer, at)`.execute(db)
  await sql`
    create table customer_record (
      site_id text not null,
      customer text not null,
      ref text not null,
      name text,
      phone text,
      last_at timestamptz(3) not null,
      tokens bigint[] not null,
      primary key (site_id, customer)
    ) with (fillfactor = 80)`.execute(db)
  await sql`create index customer_record_ref on customer_record (site_id, ref)`.execute(db)
  await sql`create index customer_record_tokens on customer_record using gin (tokens)`.execute(db)
  await sql`
    create table record_position (
      site_id text primary key,
      pos_ms bigint not null,
      pos_seq bigint not null
    )`.execute(db)
}
