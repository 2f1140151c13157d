import { createHmac, randomInt, randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { ScreenSettings } from '#core/site/screen-settings.ts'
import type { Tables } from '#store/postgres/tables.ts'
import { digestOf, newToken } from './secret-token.ts'

export interface PairedScreen {
  id: string
  board: string
  name: string
  pairedBy: string
  pairedAt: Date
  seenAt: Date | null
  /** The build of the pages that it runs, once it has said so. */
  build: string | null
  /** How it shows its board; null: as its address says. */
  settings: ScreenSettings | null
}

/** What a screen is asked to do, told at its beat. */
export interface ScreenRequest {
  name: string
  /** Load anew unless that was done since. */
  reloadAt: Date | null
  identify: boolean
  board: string
  settings: ScreenSettings | null
}
export type Claim =
  | { state: 'waiting' }
  | { state: 'gone' }
  | { state: 'paired'; token: string; board: string }

/** Walls without a login: a read-only token for one board, that lasts until somebody revokes it. */
export interface Screens {
  /** A screen asks to be paired: the code that it shows, and the claim by which it asks again. */
  start(): Promise<{ code: string; claim: string; expiresInSec: number }>
  /** A person types the code; false: no such code is waiting. */
  pair(code: string, screen: { board: string; name: string; by: string }): Promise<boolean>
  claim(claim: string): Promise<Claim>
  find(token: string): Promise<{ id: string; board: string; boards: readonly string[] } | null>
  /** Those of these screens that are not revoked. */
  holding(ids: readonly string[]): Promise<Set<string>>
  /** A screen lives and runs this build; null: it is revoked. */
  heartbeat(id: string, build: string): Promise<ScreenRequest | null>
  /** Asks a screen to load itself anew, or to show for a while who it is. */
  ask(id: string, what: 'reload' | 'identify'): Promise<boolean>
  /** Says what a screen shows, and how; gives its name, null: it is not paired. */
  set(id: string, board: string, settings: ScreenSettings): Promise<string | null>
  list(): Promise<PairedScreen[]>
  revoke(id: string): Promise<boolean>
}

interface BeatRow {
  name: string
  board: string
  settings: ScreenSettings | null
  reload_at: Date | null
  identify: boolean
}

const PAIR_WITHIN_SEC = 600
/** Long enough to walk up to a wall and read it. */
const IDENTIFY_SEC = 60
/** Without letters and digits that look alike from six metres. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 8

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

const plainCode = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

export function createScreens(database: Kysely<Tables>, site: string, key: string): Screens {
  /** The token follows from the claim, so that it need not be kept until the screen fetches it. */
  const tokenOf = (claimDigest: string) =>
    createHmac('sha256', key).update(`screen\0${claimDigest}`).digest('base64url')
  const status = () =>
    database.selectFrom('screen').where('site_id', '=', site).where('revoked_at', 'is', null)

  return {
    async start() {
      const code = newCode()
      const { token: claim, digest } = newToken()
      await sql`delete from screen_pairing where expires_at < now()`.execute(database)
      await sql`insert into screen_pairing (code_digest, site_id, claim_digest, expires_at)
        values (${digestOf(code)}, ${site}, ${digest}, now() + make_interval(secs => ${PAIR_WITHIN_SEC}))`.execute(
        database,
      )
      return { code, claim, expiresInSec: PAIR_WITHIN_SEC }
    },
    async pair(code, { board, name, by }) {
      return database.transaction().execute(async (transaction) => {
        const waiting = await transaction
          .selectFrom('screen_pairing')
          .selectAll()
          .where('code_digest', '=', digestOf(plainCode(code)))
          .where('site_id', '=', site)
          .where('screen', 'is', null)
          .where('expires_at', '>', sql<Date>`now()`)
          .forUpdate()
          .executeTakeFirst()
        if (waiting === undefined) return false
        const id = randomUUID()
        const token_digest = digestOf(tokenOf(waiting.claim_digest))
        await sql`insert into screen (id, site_id, board, name, token_digest, paired_by)
          values (${id}, ${site}, ${board}, ${name}, ${token_digest}, ${by})`.execute(transaction)
        await transaction
          .updateTable('screen_pairing')
          .set({ screen: id })
          .where('code_digest', '=', waiting.code_digest)
          .execute()
        return true
      })
    },
    async claim(claim) {
      const row = await database
        .selectFrom('screen_pairing')
        .leftJoin('screen', 'screen.id', 'screen_pairing.screen')
        .where('screen_pairing.claim_digest', '=', digestOf(claim))
        .where('screen_pairing.site_id', '=', site)
        .where('screen_pairing.expires_at', '>', sql<Date>`now()`)
        .select(['screen.board', 'screen_pairing.claim_digest'])
        .executeTakeFirst()
      if (row === undefined) return { state: 'gone' }
      if (row.board === null) return { state: 'waiting' }
      return { state: 'paired', token: tokenOf(row.claim_digest), board: row.board }
    },
    async find(token) {
      const row = await status()
        .where('token_digest', '=', digestOf(token))
        .select(['id', 'board', 'settings'])
        .executeTakeFirst()
      if (row === undefined) return null
      const { id, board, settings } = row
      await database.updateTable('screen').set({ seen_at: sql`now()` }).where('id', '=', id).execute()
      return { id, board, boards: settings?.boards ?? [] }
    },
    async holding(ids) {
      if (ids.length === 0) return new Set()
      const rows = await status()
        .where(sql<boolean>`id = any(${sql.val([...ids])}::text[])`)
        .select('id')
        .execute()
      return new Set(rows.map(({ id }) => id))
    },
    async list() {
      const rows = await status().selectAll().orderBy('paired_at').execute()
      return rows.map((row) => ({
        id: row.id,
        board: row.board,
        name: row.name,
        pairedBy: row.paired_by,
        pairedAt: row.paired_at,
        seenAt: row.seen_at,
        build: row.build,
        settings: row.settings,
      }))
    },
    async heartbeat(id, build) {
      const { rows } = await sql<BeatRow>`
        update screen set seen_at = now(), build = ${build}
        where site_id = ${site} and id = ${id} and revoked_at is null
        returning name, board, settings, reload_at, coalesce(identify_until > now(), false) as identify`.execute(
        database,
      )
      const [row] = rows
      if (row === undefined) return null
      const { name, identify, board, settings } = row
      return { name, reloadAt: row.reload_at, identify, board, settings }
    },
    async set(id, board, settings) {
      const done = await database
        .updateTable('screen')
        .set({ board, settings: JSON.stringify(settings) as unknown as ScreenSettings })
        .where('site_id', '=', site)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returning('name')
        .executeTakeFirst()
      return done?.name ?? null
    },
    async ask(id, what) {
      const changed =
        what === 'reload'
          ? { reload_at: sql<Date>`now()` }
          : { identify_until: sql<Date>`now() + make_interval(secs => ${IDENTIFY_SEC})` }
      const done = await database
        .updateTable('screen')
        .set(changed)
        .where('site_id', '=', site)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return done.numUpdatedRows > 0n
    },
    async revoke(id) {
      const done = await database
        .updateTable('screen')
        .set({ revoked_at: sql`now()` })
        .where('site_id', '=', site)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return done.numUpdatedRows > 0n
    },
  }
}
