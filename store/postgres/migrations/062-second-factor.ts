import { type Kysely, sql } from 'kysely'

/**
 * Second factors (TOTP, RFC 6238): the secret sealed, from when it is in force, and the last time step whose code was
 * taken. Beside it the recovery codes that are left, kept like passwords.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table second_factor (
      site_id text not null,
      person text not null,
      sealed text not null,
      made_at timestamptz(3) not null default now(),
      confirmed_at timestamptz(3),
      last_step bigint not null default 0,
      primary key (site_id, person),
      foreign key (site_id, person) references account on delete cascade
    )`.execute(db)
  await sql`
    create table recovery_code (
      site_id text not null,
      person text not null,
      digest text not null,
      primary key (site_id, person, digest),
      foreign key (site_id, person) references second_factor on delete cascade
    )`.execute(db)
}
