import { type Selectable, sql } from 'kysely'
import type { ChannelKind } from '#core/event/channel-kinds.ts'
import type { KnownContactMethod, QuietHours } from '#core/notify/person-contact-methods.ts'
import { seal, unseal } from '#platform/seal.ts'
import { contactMethodOf, contactMethodsChanged } from './contact-methods.ts'
import type { ContactMethodTable } from './postgres/contact-method-tables.ts'
import type { Database } from './postgres/database.ts'

/** A browser's push subscription: where its push service is, and the keys that messages to it are encrypted with. */
export interface PushSubscription {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

export interface NewContactMethod {
  readonly channel: ChannelKind
  readonly target: string | null
  readonly address: string
  readonly name: string
  /** It needs no proof: the device itself asked for it. */
  readonly verified: boolean
}

/** How people's ways are changed: from the settings page, and by a delivery that finds one dead. */
export interface ContactMethodStore {
  list(person: string): Promise<KnownContactMethod[]>
  /** Null: the person has this way already. */
  add(person: string, method: NewContactMethod): Promise<KnownContactMethod | null>
  /** A device's subscription, in place of an earlier one with the same endpoint; its way's address is its own id. */
  subscribe(person: string, subscription: PushSubscription, name: string): Promise<KnownContactMethod>
  /** The subscription behind a push way (its `address`); null: it is gone. */
  subscription(id: string): Promise<PushSubscription | null>
  enable(person: string, id: string, enabled: boolean): Promise<boolean>
  verify(person: string, id: string): Promise<boolean>
  remove(person: string, id: string): Promise<boolean>
  /**
   * Nothing reaches this way any more (a push service said 410, a mail server "no such mailbox"). False: nobody set it up
   * here, so that it is the site file that names it.
   */
  bury(method: { channel: ChannelKind; address: string }, reason: string): Promise<boolean>
  quiet(person: string): Promise<QuietHours | null>
  setQuiet(person: string, quiet: QuietHours | null): Promise<void>
}

export interface ContactMethodStoreOptions {
  readonly database: Database
  readonly site: string
  readonly sealKey: string
  readonly now: () => number
}

type Row = Selectable<ContactMethodTable>

/** A way by the id that somebody gave: as a text, because of what is no UUID PostgreSQL would say that it is wrong. */
const idOf = sql<string>`id::text`

/** The changes of a site's ways; each tells the readers (`openWays`) in its own transaction. */
export function createContactMethodStore({
  database,
  site,
  sealKey,
  now,
}: ContactMethodStoreOptions): ContactMethodStore {
  const at = () => new Date(now())

  /** Runs a change and tells the readers; gives how many rows it touched. */
  async function change(
    run: (transaction: Database) => Promise<{ numUpdatedRows?: bigint }>,
  ): Promise<boolean> {
    return database.transaction().execute(async (transaction) => {
      const { numUpdatedRows = 0n } = await run(transaction)
      if (numUpdatedRows > 0n) await contactMethodsChanged(transaction, site)
      return numUpdatedRows > 0n
    })
  }

  const update = (person: string, id: string, fields: Partial<Row>) =>
    change((transaction) =>
      transaction
        .updateTable('way')
        .set(fields)
        .where('site_id', '=', site)
        .where('person', '=', person)
        .where(idOf, '=', id)
        .executeTakeFirst(),
    )

  async function insert(fields: Omit<Row, 'site_id' | 'id' | 'enabled' | 'dead_at' | 'dead_reason'>) {
    return database.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto('way')
        .values({ ...fields, site_id: site, enabled: true, dead_at: null, dead_reason: null })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst()
      if (row !== undefined) await contactMethodsChanged(transaction, site)
      return row === undefined ? null : contactMethodOf(row)
    })
  }

  return {
    async list(person) {
      const rows = await database
        .selectFrom('way')
        .selectAll()
        .where('site_id', '=', site)
        .where('person', '=', person)
        .orderBy('made_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => contactMethodOf(row))
    },
    add: (person, { verified, ...method }) =>
      insert({ ...method, person, sealed: null, made_at: at(), verified_at: verified ? at() : null }),
    async subscribe(person, subscription, name) {
      const sealed = seal(JSON.stringify(subscription), sealKey)
      return database.transaction().execute(async (transaction) => {
        for (const old of await endpoints(transaction, site, sealKey))
          if (old.endpoint === subscription.endpoint)
            await transaction.deleteFrom('way').where('site_id', '=', site).where('id', '=', old.id).execute()
        const { rows } = await sql<Row>`
          insert into way (site_id, id, person, channel, address, name, sealed, made_at, verified_at)
          select ${site}, id, ${person}, 'push', id::text, ${name}, ${sealed}, ${at()}, ${at()}
          from (select gen_random_uuid() as id) as fresh
          returning *`.execute(transaction)
        await contactMethodsChanged(transaction, site)
        return contactMethodOf(rows[0]!)
      })
    },
    async subscription(id) {
      const row = await database
        .selectFrom('way')
        .select('sealed')
        .where('site_id', '=', site)
        .where('channel', '=', 'push')
        .where('address', '=', id)
        .executeTakeFirst()
      return row?.sealed ? (JSON.parse(unseal(row.sealed, sealKey)) as PushSubscription) : null
    },
    enable: (person, id, enabled) => update(person, id, { enabled }),
    verify: (person, id) => update(person, id, { verified_at: at(), dead_at: null, dead_reason: null }),
    async remove(person, id) {
      return change(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('way')
          .where('site_id', '=', site)
          .where('person', '=', person)
          .where(idOf, '=', id)
          .executeTakeFirst()
        return { numUpdatedRows: numDeletedRows }
      })
    },
    async bury({ channel, address }, reason) {
      await change((transaction) =>
        transaction
          .updateTable('way')
          .set({ dead_at: at(), dead_reason: reason })
          .where('site_id', '=', site)
          .where('channel', '=', channel)
          .where('address', '=', address)
          .where('dead_at', 'is', null)
          .executeTakeFirst(),
      )
      const row = await database
        .selectFrom('way')
        .select('id')
        .where('site_id', '=', site)
        .where('channel', '=', channel)
        .where('address', '=', address)
        .executeTakeFirst()
      return row !== undefined
    },
    async quiet(person) {
      const row = await database
        .selectFrom('person_settings')
        .select(['quiet_from as from', 'quiet_to as to'])
        .where('site_id', '=', site)
        .where('person', '=', person)
        .executeTakeFirst()
      return row?.from && row.to ? { from: row.from, to: row.to } : null
    },
    async setQuiet(person, quiet) {
      const [from, to] = [quiet?.from ?? null, quiet?.to ?? null]
      await database.transaction().execute(async (transaction) => {
        await sql`
          insert into person_settings (site_id, person, quiet_from, quiet_to)
          values (${site}, ${person}, ${from}, ${to})
          on conflict (site_id, person) do update set quiet_from = ${from}, quiet_to = ${to}`.execute(
          transaction,
        )
        await contactMethodsChanged(transaction, site)
      })
    },
  }
}

/** Endpoints are sealed, so they are compared one by one: a site has as many as its people have devices. */
async function endpoints(database: Database, site: string, sealKey: string) {
  const rows = await database
    .selectFrom('way')
    .select(['id', 'sealed'])
    .where('site_id', '=', site)
    .where('channel', '=', 'push')
    .execute()
  return rows.flatMap(({ id, sealed }) =>
    sealed === null
      ? []
      : [{ id, endpoint: (JSON.parse(unseal(sealed, sealKey)) as PushSubscription).endpoint }],
  )
}
