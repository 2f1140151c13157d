import { createHash } from 'node:crypto'
import { isPublishedToken } from '#core/site/published-secrets.ts'
import type { Role } from '#core/site/site-schema.ts'
import type { Database } from './postgres/database.ts'

/** What a token lets its bearer be: a feed that sends events, or a program that reads and acts in a role. */
export type TokenGrant =
  | { readonly kind: 'feed'; readonly feed: string }
  | { readonly kind: 'api'; readonly name: string; readonly role: Role; readonly agent: string | null }

/** The tokens of a site as this process knows them. */
export interface TokenStore {
  /**
   * Who bears this token; null: nobody. One that everybody can read holds for who is on this machine (`isLocal`) alone.
   * Asks no database.
   */
  find(token: string, isLocal: boolean): TokenGrant | null
  /** Reads the tokens anew, as after a change of the site file. */
  refresh(): Promise<void>
  close(): void
}

const REFRESH_MS = 3_000

/** Tokens are random and long, so a fast hash is enough: there is nothing to guess. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** Opens a site's tokens, and keeps them fresh: another process may have applied a new site file. */
export async function openTokens(options: {
  database: Database
  site: string
  /** Told when they cannot be read anew; the known ones stay in force. */
  onFault: (error: Error) => void
}): Promise<TokenStore> {
  const { database, site, onFault } = options
  let grants = await readGrants(database, site)

  async function refresh(): Promise<void> {
    grants = await readGrants(database, site)
  }

  const timer = setInterval(() => refresh().catch(onFault), REFRESH_MS)
  timer.unref()
  return {
    find: (token, isLocal) =>
      !isLocal && isPublishedToken(token) ? null : (grants.get(hashToken(token)) ?? null),
    refresh,
    close: () => clearInterval(timer),
  }
}

async function readGrants(database: Database, site: string): Promise<Map<string, TokenGrant>> {
  const rows = await database.selectFrom('token').selectAll().where('site_id', '=', site).execute()
  return new Map(
    rows.flatMap(({ hash, kind, name, role, agent }): [string, TokenGrant][] => {
      if (kind === 'feed') return [[hash, { kind, feed: name }]]
      return role === null ? [] : [[hash, { kind, name, role, agent }]]
    }),
  )
}
