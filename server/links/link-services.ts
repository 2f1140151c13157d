import type { Links } from '#platform/links.ts'
import type { LinkUses } from '#store/link-uses.ts'
import type { Audit } from '../audit.ts'
import type { CommandLog } from '../gateway/send-command.ts'

/** What an act of a link's page is written by. */
export interface ActLog extends CommandLog {
  /** The site's time, ms since 1970. */
  readonly now: () => number
}

/** What the pages behind signed links stand on. */
export interface LinkServices extends ActLog {
  readonly links: Links
  readonly uses: LinkUses
  readonly audit: Audit
}
