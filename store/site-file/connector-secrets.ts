import { seal, unseal } from '#platform/seal.ts'
import type { Database } from '../postgres/database.ts'
import type { SplitSite } from './split-secrets.ts'

/** Where a set says a feed's secret, that replaces the one it had; feeds that went take theirs along. */
export async function replaceConnectorSecrets(
  database: Database,
  site: string,
  { split, sealKey }: { readonly split: Pick<SplitSite, 'connectorSecrets'>; readonly sealKey: string },
): Promise<void> {
  const feeds = split.connectorSecrets.map(({ feed }) => feed)
  const gone = database.deleteFrom('site_secret').where('site_id', '=', site)
  await (feeds.length > 0 ? gone.where('feed', 'not in', feeds) : gone).execute()
  for (const { feed, secret } of split.connectorSecrets) {
    if (secret === null) continue
    const sealed = seal(secret, sealKey)
    await database
      .insertInto('site_secret')
      .values({ site_id: site, feed, sealed })
      .onConflict((conflict) => conflict.columns(['site_id', 'feed']).doUpdateSet({ sealed }))
      .execute()
  }
}

/** The connectors' passwords by feed. */
export async function connectorSecrets(
  database: Database,
  site: string,
  sealKey: string,
): Promise<Map<string, string>> {
  const rows = await database.selectFrom('site_secret').selectAll().where('site_id', '=', site).execute()
  return new Map(rows.map(({ feed, sealed }) => [feed, unseal(sealed, sealKey)]))
}
