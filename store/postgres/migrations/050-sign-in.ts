import { type Kysely, sql } from 'kysely'

/**
 * Refused tries as buckets that fill again little by little, by digests of what they were for; and from which devices
 * and addresses a person has signed in before. The counts of before were of a quarter of an hour.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop table wrong_password`.execute(db)
  await sql`
    create table refused_try (
      key text primary key,
      full_at bigint not null
    )`.execute(db)
  await sql`
    create table signed_in_before (
      site_id text not null,
      person text not null,
      via text not null,
      seen_at timestamptz(3) not null default now(),
      primary key (site_id, person, via),
      foreign key (site_id, person) references account on delete cascade
    )`.execute(db)
}
