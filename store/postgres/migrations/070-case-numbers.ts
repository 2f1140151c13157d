import { type Kysely, sql } from 'kysely'

/** Numbers of cases that screens open (`C-1042`): each is given out once, whoever asks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence case_number start with 1001`.execute(db)
}
