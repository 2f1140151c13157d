import { type Selectable, sql } from 'kysely'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { writeAudit } from '../postgres/audit-records.ts'
import type { Database } from '../postgres/database.ts'
import type { SiteVersionTable } from '../postgres/tables.ts'
import { replaceConnectorSecrets } from './connector-secrets.ts'
import { contentHash } from './content-hash.ts'
import { firstTokenHash } from './first-token.ts'
import { hasSecrets } from './has-secrets.ts'
import type { GivenToken, SplitSite } from './split-secrets.ts'
import { replaceTargetSecrets } from './target-secrets.ts'

/** A set of the site file that was put into force. */
export interface SiteVersion {
  readonly site: string
  readonly version: number
  /** When, ms since 1970 by the site's clock. */
  readonly at: number
  readonly by: string
  readonly fileHash: string | null
  readonly content: Site
  /** As people wrote it, without any secret; null: an earlier program kept none. */
  readonly text: string | null
  /** Why it was made, in its maker's words. */
  readonly why: string | null
  readonly published: boolean
}

/** Somebody else has put another version into force meanwhile. */
export class StaleVersion extends Error {
  readonly version: number
  constructor(version: number) {
    super(`version ${version} is in force`)
    this.version = version
  }
}

/** The version in force; null before the first. */
export async function versionInForce(database: Database, site: string): Promise<SiteVersion | null> {
  const row = await database
    .selectFrom('site_version')
    .selectAll()
    .where('site_id', '=', site)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return versionOf(row)
}

/** One version, as it was; null: there is none of that number. */
export async function readVersion(
  database: Database,
  site: string,
  version: number,
): Promise<SiteVersion | null> {
  const row = await database
    .selectFrom('site_version')
    .selectAll()
    .where('site_id', '=', site)
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? null : versionOf(row)
}

function versionOf({
  site_id,
  at,
  who,
  file_hash,
  content,
  ...rest
}: Selectable<SiteVersionTable>): SiteVersion {
  // One that an earlier program kept may lack keys that have come since.
  const kept = siteSchema.parse(content)
  return { ...rest, site: site_id, at: at.getTime(), by: who, fileHash: file_hash, content: kept }
}

/** Who made which version when, and why: the newest first, those before `before`. */
export async function listVersions(
  database: Database,
  site: string,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<Pick<SiteVersion, 'version' | 'at' | 'by' | 'why'>[]> {
  let query = database
    .selectFrom('site_version')
    .select(['version', 'at', 'who', 'why'])
    .where('site_id', '=', site)
    .orderBy('version', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('version', '<', before)
  const rows = await query.execute()
  return rows.map(({ version, at, who, why }) => ({ version, at: at.getTime(), by: who, why }))
}

/** The sites that this database knows. */
export async function knownSites(database: Database): Promise<string[]> {
  const rows = await database.selectFrom('site_version').select('site_id').distinct().execute()
  return rows.map((row) => row.site_id)
}

export interface NewVersion {
  readonly split: SplitSite
  readonly at: number
  readonly by: string
  /** SHA-256 of the text, given where the site file itself was read: the same content is then not applied twice. */
  readonly fileHash: string | null
  /** As people wrote it, without any secret; asked for only where the version is kept. */
  readonly text?: () => string
  readonly why?: string | null
  /** The version that was changed: another in force refuses the new one (`StaleVersion`). */
  readonly expected?: number
  /** What of a target's secrets the set does not say stays, beside what it says. */
  readonly keepsSecrets?: boolean
  readonly sealKey: string
  /** Where the first tokens are kept of feeds and programs that the set gives none; not given: they stay without. */
  readonly dataDir?: string
}

/**
 * Keeps a new version with its tokens and secrets, all or nothing; several processes may try at once.
 * `alsoKeep` belongs to the same transaction. Null: this very file content was the last that was read. Throws
 * `StaleVersion` where another version is in force than the one that was changed.
 */
export async function saveVersion(
  database: Database,
  add: NewVersion,
  alsoKeep: (transaction: Database) => Promise<void>,
): Promise<SiteVersion | null> {
  const site = add.split.published.site.id
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`huiyin site ${site}`}))`.execute(transaction)
    const file_hash = add.fileHash === null ? null : contentHash(add.fileHash, add.split, add.sealKey)
    if (await wasLastRead(transaction, site, add, file_hash)) return null
    const inForce = (await newestVersion(transaction, site)) ?? 0
    if (add.expected !== undefined && inForce !== add.expected) throw new StaleVersion(inForce)
    const version = inForce + 1
    const { at, by: who, why = null } = add
    const text = add.text?.() ?? null
    await transaction
      .insertInto('site_version')
      .values({
        site_id: site,
        version,
        at: new Date(at),
        who,
        file_hash,
        content: JSON.stringify(add.split.published) as unknown as Site,
        text,
        why,
        published: false,
      })
      .execute()
    await replaceTokens(transaction, site, add)
    await replaceConnectorSecrets(transaction, site, add)
    await replaceTargetSecrets(transaction, site, add)
    await alsoKeep(transaction)
    return {
      ...{ site, version, at, by: who, fileHash: file_hash, content: add.split.published, text, why },
      published: false,
    }
  })
}

async function newestVersion(database: Database, site: string): Promise<number | null> {
  const row = await database
    .selectFrom('site_version')
    .select((select) => select.fn.max('version').as('newest'))
    .where('site_id', '=', site)
    .executeTakeFirst()
  return row?.newest ?? null
}

/** Notes that the log has a version. */
export async function markPublished(database: Database, { site, version }: SiteVersion): Promise<void> {
  await database
    .updateTable('site_version')
    .set({ published: true })
    .where('site_id', '=', site)
    .where('version', '=', version)
    .execute()
}

/** Whether this very content, text and secrets, was the last that was read from the site file. */
async function wasLastRead(
  database: Database,
  site: string,
  { fileHash, split, sealKey }: NewVersion,
  file_hash: string | null,
): Promise<boolean> {
  if (file_hash === null) return false
  const last = await lastFileHash(database, site)
  // Earlier releases kept the hash of the text alone: what the files of secrets held then, the secrets kept say.
  return last === file_hash || (last === fileHash && (await hasSecrets(database, site, split, sealKey)))
}

async function lastFileHash(database: Database, site: string): Promise<string | null> {
  const row = await database
    .selectFrom('site_version')
    .select('file_hash')
    .where('site_id', '=', site)
    .where('file_hash', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.file_hash ?? null
}

/**
 * Tokens of the set replace the old ones; where the set names a bearer without a token, the old one stays, and who never
 * had one gets its first.
 */
async function replaceTokens(
  database: Database,
  site: string,
  { split, at, by, dataDir }: NewVersion,
): Promise<void> {
  const { tokens, published } = split
  const nameOf = (grant: GivenToken['grant']) => (grant.kind === 'feed' ? grant.feed : grant.name)
  const before = await database.selectFrom('token').selectAll().where('site_id', '=', site).execute()
  const rows = tokens.flatMap(({ grant, hash, short }) => {
    const name = nameOf(grant)
    const old = before.find((row) => row.kind === grant.kind && row.name === name)
    const first = () => (dataDir === undefined ? null : firstTokenHash(dataDir, published, grant))
    const kept = hash ?? old?.hash ?? first()
    if (kept === null) return []
    const access =
      grant.kind === 'api' ? { role: grant.role, agent: grant.agent } : { role: null, agent: null }
    const isShort = hash === null ? (old?.short ?? false) : short
    return [{ hash: kept, site_id: site, kind: grant.kind, name, short: isShort, ...access }]
  })
  await database.deleteFrom('token').where('site_id', '=', site).execute()
  if (rows.length > 0) await database.insertInto('token').values(rows).execute()
  const isIn = (all: readonly { hash: string }[], hash: string) => all.some((row) => row.hash === hash)
  const record =
    (action: 'token.made' | 'token.withdrawn') =>
    (row: { kind: string; name: string; role: string | null }) => ({
      ...{ at, who: by, action, subject: `${row.kind === 'feed' ? 'feed' : 'token'}/${row.name}` },
      detail: row.role === null ? {} : { role: row.role },
    })
  await writeAudit(database, site, [
    ...before.filter(({ hash }) => !isIn(rows, hash)).map(record('token.withdrawn')),
    ...rows.filter(({ hash }) => !isIn(before, hash)).map(record('token.made')),
  ])
}
