import { feedsWithoutSecret } from '#core/site/feed-faults.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { PbxFinding } from './pbx-finding.ts'
import type { StoredSecrets } from './stored-secrets.ts'

/** Asterisk feeds for which the file says no secret: a fault where none is kept from before either. */
export function secretFindings({ feeds }: Site, stored: StoredSecrets): PbxFinding[] {
  return feedsWithoutSecret(feeds).flatMap(({ feed, path, message: text }): PbxFinding[] => {
    const about = `feed ${feed}`
    if (!stored.ok)
      return [
        {
          level: 'warning',
          about,
          path,
          text: `${text}, unless one is kept from before (not known: ${stored.reason})`,
        },
      ]
    return stored.secrets.has(feed) ? [] : [{ level: 'fault', about, path, text }]
  })
}
