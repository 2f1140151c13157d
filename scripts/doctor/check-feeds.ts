import { type Finding, good, warning } from '#server/operations/finding.ts'
import type { SiteFile } from '#store/site-file/read-site-file.ts'
import { secretFindings } from '../pbx/secret-findings.ts'
import type { StoredSecrets } from '../pbx/stored-secrets.ts'
import { type TryFeedsOptions, tryFeeds } from '../pbx/try-feeds.ts'

/** Whether each feed could work: an Asterisk is signed in at and asked, what sends to us is seen on the screens. */
export async function checkFeeds(
  file: SiteFile,
  stored: StoredSecrets,
  timing: Pick<TryFeedsOptions, 'withinMs' | 'listenMs'> = {},
): Promise<Finding[]> {
  const { feeds } = file.site
  if (feeds.length === 0) return [warning('feeds', 'there is none: add one to the site file under "feeds"')]
  const sending = feeds.filter(({ kind }) => kind !== 'asterisk')
  const trials = await tryFeeds(file, { stored, ...timing })
  return [
    ...sending.map(({ id, kind }) => good(`feed ${id}`, `kind ${kind}, sends to us by itself`)),
    ...secretFindings(file.site, stored),
    ...trials.flatMap(({ feed, targets }) => [...feed, ...targets]),
  ]
}
