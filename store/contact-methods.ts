import { type Selectable, sql } from 'kysely'
import type { KnownContactMethod, QuietHours } from '#core/notify/person-contact-methods.ts'
import type { ContactMethodTable } from './postgres/contact-method-tables.ts'
import type { Database } from './postgres/database.ts'

/** The ways and quiet hours of a site's people as this process knows them; answers without asking the database. */
export interface ContactMethods {
  /** All that a person set up, also what cannot be used; `waysOfPerson` says what follows. */
  methodsOf(person: string): readonly KnownContactMethod[]
  /** Null: the person set no quiet hours. */
  quietOf(person: string): QuietHours | null
  /** Grows whenever something changed. */
  readonly version: number
  /** Reads anew if something changed since. */
  refresh(): Promise<void>
  close(): void
}

interface Known {
  readonly version: number
  readonly ways: ReadonlyMap<string, readonly KnownContactMethod[]>
  readonly quiet: ReadonlyMap<string, QuietHours>
}

const REFRESH_MS = 2_000

export interface ContactMethodsOptions {
  readonly database: Database
  readonly site: string
  /** Told when they cannot be read anew; what is known stays in force. */
  readonly onFault: (error: Error) => void
  /** Told after a change was read. */
  readonly onChange?: () => void
}

/** Opens the ways of a site's people, and keeps them fresh by asking for one number every two seconds. */
export async function openContactMethods({
  database,
  site,
  onFault,
  onChange,
}: ContactMethodsOptions): Promise<ContactMethods> {
  let known = await readKnown(database, site)

  async function refresh(): Promise<void> {
    if ((await readVersion(database, site)) === known.version) return
    known = await readKnown(database, site)
    onChange?.()
  }

  const timer = setInterval(() => refresh().catch(onFault), REFRESH_MS)
  timer.unref()
  return {
    methodsOf: (person) => known.ways.get(person) ?? [],
    quietOf: (person) => known.quiet.get(person) ?? null,
    get version() {
      return known.version
    },
    refresh,
    close: () => clearInterval(timer),
  }
}

async function readVersion(database: Database, site: string): Promise<number> {
  const row = await database
    .selectFrom('ways_version')
    .select('version')
    .where('site_id', '=', site)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** The version is read first: a change between the two reads is then read once more, never missed. */
async function readKnown(database: Database, site: string): Promise<Known> {
  const version = await readVersion(database, site)
  const rows = await database
    .selectFrom('way')
    .selectAll()
    .where('site_id', '=', site)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  const settings = await database
    .selectFrom('person_settings')
    .selectAll()
    .where('site_id', '=', site)
    .execute()
  return {
    version,
    ways: Map.groupBy(rows.map(contactMethodOf), ({ person }) => person),
    quiet: new Map(
      settings.flatMap(({ person, quiet_from: from, quiet_to: to }): [string, QuietHours][] =>
        from === null || to === null ? [] : [[person, { from, to }]],
      ),
    ),
  }
}

/** A way as its row has it, with the person whose it is. */
export function contactMethodOf(
  row: Selectable<ContactMethodTable>,
): KnownContactMethod & { person: string } {
  const { person, channel, target, address, name, enabled } = row
  const shared = { id: row.id, person, channel, target, address, name, enabled }
  return {
    ...shared,
    verifiedAt: row.verified_at?.getTime() ?? null,
    dead: row.dead_at === null ? null : { at: row.dead_at.getTime(), reason: row.dead_reason ?? '' },
  }
}

/** Tells every process that ways have changed; belongs into the transaction that changes them. */
export async function contactMethodsChanged(database: Database, site: string): Promise<void> {
  await sql`
    insert into ways_version as known (site_id, version) values (${site}, 1)
    on conflict (site_id) do update set version = known.version + 1`.execute(database)
}
