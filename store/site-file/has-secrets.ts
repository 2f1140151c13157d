import { isDeepStrictEqual } from 'node:util'
import { SealBroken } from '#platform/seal.ts'
import type { Database } from '../postgres/database.ts'
import { connectorSecrets } from './connector-secrets.ts'
import type { SplitSite } from './split-secrets.ts'
import { targetSecrets } from './target-secrets.ts'

type Said = Pick<SplitSite, 'tokens' | 'connectorSecrets' | 'targetSecrets'>

/** Whether every secret that a set says is the one that is kept; false too where the key of those kept was lost. */
export async function hasSecrets(
  database: Database,
  site: string,
  said: Said,
  sealKey: string,
): Promise<boolean> {
  const rows = await database.selectFrom('token').select('hash').where('site_id', '=', site).execute()
  const hashes = new Set(rows.map(({ hash }) => hash))
  if (said.tokens.some(({ hash }) => hash !== null && !hashes.has(hash))) return false
  const kept = await unsealed(database, site, sealKey)
  if (kept === null) return false
  return (
    said.connectorSecrets.every(({ feed, secret }) => secret === null || kept.feeds.get(feed) === secret) &&
    said.targetSecrets.every(
      ({ target, secrets }) => secrets === null || isDeepStrictEqual(kept.targets.get(target) ?? {}, secrets),
    )
  )
}

/** Null: they were sealed with another key, as after `secrets.json` was lost. */
async function unsealed(database: Database, site: string, sealKey: string) {
  try {
    return {
      feeds: await connectorSecrets(database, site, sealKey),
      targets: await targetSecrets(database, site, sealKey),
    }
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
