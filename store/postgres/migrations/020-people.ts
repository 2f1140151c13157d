import { type Kysely, sql } from 'kysely'

/**
 * Who may sign in: an account for each person of the site file, their sessions (of a token only its digest), the
 * count of wrong passwords, and the wall screens that were paired.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account (
      site_id text not null,
      person text not null,
      password_hash text,
      first_mark text,
      must_change boolean not null default true,
      disabled boolean not null default false,
      primary key (site_id, person)
    )`.execute(db)
  await sql`
    create table session (
      id text primary key,
      site_id text not null,
      person text not null,
      created_at timestamptz(3) not null default now(),
      seen_at timestamptz(3) not null default now(),
      expires_at timestamptz(3) not null,
      foreign key (site_id, person) references account on delete cascade
    )`.execute(db)
  await sql`create index session_person on session (site_id, person)`.execute(db)
  await sql`create index session_expiry on session (expires_at)`.execute(db)
  await sql`
    create table wrong_password (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    )`.execute(db)
  await sql`
    create table screen (
      id text primary key,
      site_id text not null,
      board text not null,
      name text not null,
      token_digest text not null unique,
      paired_by text not null,
      paired_at timestamptz(3) not null default now(),
      seen_at timestamptz(3),
      revoked_at timestamptz(3)
    )`.execute(db)
  await sql`
    create table screen_pairing (
      code_digest text primary key,
      site_id text not null,
      claim_digest text not null unique,
      screen text references screen on delete cascade,
      expires_at timestamptz(3) not null
    )`.execute(db)
}
