import type { Links } from '#platform/links.ts'
import type { LinkUses } from '#store/link-uses.ts'
import type { Audit } from '../audit.ts'
import type { CommandLog } from '../gateway/send-command.ts'

/** What the pages behind signed links stand on. */
export interface LinkServices extends CommandLog {
  readonly links: Links
  readonly uses: LinkUses
  readonly audit: Audit
  /** The site's time, ms since 1970. */
  readonly now: () => number
}
