import { type Kysely, sql } from 'kysely'

/** Pictures that boards show, by what is in them; the site file names them, and every process of the site shows them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table site_picture (
      site_id text not null,
      id text not null,
      url text not null,
      at timestamptz(3) not null default now(),
      primary key (site_id, id)
    )`.execute(db)
}
