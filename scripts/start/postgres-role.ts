import { createHmac } from 'node:crypto'
import pg from 'pg'

/** What our processes sign in as at the embedded PostgreSQL: the owner of one database, and nothing beyond it. */
export const ROLE = 'huiyin_app'
export const DATABASE = 'huiyin'

/** The role's password follows from the superuser's, so that a data folder of before needs no new secret. */
export const rolePassword = (superuserPassword: string) =>
  createHmac('sha256', superuserPassword).update(ROLE).digest('hex')

/** What an earlier release made as superuser is given to the role; partitions and sequences follow or stand in the list, too. */
const GIVE = `do $$
declare one record;
begin
  for one in
    select format('alter table %s owner to ${ROLE}', c.oid::regclass) as said
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relowner <> '${ROLE}'::regrole
    union all
    select format('alter routine %s owner to ${ROLE}', p.oid::regprocedure)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proowner <> '${ROLE}'::regrole
    union all
    select format('alter type %s owner to ${ROLE}', t.oid::regtype)
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname = 'public' and t.typtype in ('e', 'd') and t.typowner <> '${ROLE}'::regrole
    union all
    select 'alter schema public owner to ${ROLE}'
    from pg_namespace where nspname = 'public' and nspowner <> '${ROLE}'::regrole
  loop
    execute one.said;
  end loop;
end $$`

/**
 * Makes the role and our database, and gives it what is there, also of a data folder of before. `superuser` gives the
 * address of a database as the superuser. May be done at every start.
 */
export async function prepareRole(superuser: (database: string) => string, password: string): Promise<void> {
  await as(superuser('postgres'), async (client) => {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [ROLE])
    const verb = role.rowCount === 0 ? 'create' : 'alter'
    const rights = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls'
    await client.query(`${verb} role ${ROLE} with ${rights} password ${client.escapeLiteral(password)}`)
    const there = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    await client.query(
      there.rowCount === 0
        ? `create database ${DATABASE} owner ${ROLE}`
        : `alter database ${DATABASE} owner to ${ROLE}`,
    )
  })
  await as(superuser(DATABASE), (client) => client.query(GIVE))
}

async function as(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  // The end of a connection is told by its queries, too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
