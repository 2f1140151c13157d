import type { TargetSecretName, TargetSecrets } from '#core/alerts/targets/target-secrets.ts'
import { seal, unseal } from '#platform/seal.ts'
import type { Database } from '../postgres/database.ts'
import type { SplitSite } from './split-secrets.ts'

/**
 * Where a set says something of a target's secrets, that replaces all it had, or with `keepsSecrets` what it names alone;
 * targets that went take theirs along.
 */
export async function replaceTargetSecrets(
  database: Database,
  site: string,
  {
    split,
    sealKey,
    keepsSecrets = false,
  }: {
    readonly split: Pick<SplitSite, 'targetSecrets'>
    readonly sealKey: string
    readonly keepsSecrets?: boolean
  },
): Promise<void> {
  const kept = split.targetSecrets
    .filter(({ secrets }) => keepsSecrets || secrets === null)
    .map(({ target }) => target)
  const gone = database.deleteFrom('target_secret').where('site_id', '=', site)
  await (kept.length > 0 ? gone.where('target', 'not in', kept) : gone).execute()
  const rows = split.targetSecrets.flatMap(({ target, secrets }) =>
    Object.entries(secrets ?? {}).map(([name, secret]) => ({
      site_id: site,
      target,
      name,
      sealed: seal(secret, sealKey),
    })),
  )
  if (rows.length === 0) return
  await database
    .insertInto('target_secret')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'target', 'name'])
        .doUpdateSet((set) => ({ sealed: set.ref('excluded.sealed') })),
    )
    .execute()
}

/** The secrets of a site's targets, by target. */
export async function targetSecrets(
  database: Database,
  site: string,
  sealKey: string,
): Promise<Map<string, TargetSecrets>> {
  const rows = await database.selectFrom('target_secret').selectAll().where('site_id', '=', site).execute()
  const byTarget = new Map<string, Partial<Record<TargetSecretName, string>>>()
  for (const { target, name, sealed } of rows) {
    const secrets = byTarget.get(target) ?? {}
    secrets[name as TargetSecretName] = unseal(sealed, sealKey)
    byTarget.set(target, secrets)
  }
  return byTarget
}
