import type { LinkUses } from '#store/link-uses.ts'
import type { Links } from '#store/links.ts'
import type { Audit } from '../audit.ts'
import type { Append } from '../gateway/send-command.ts'

/** What the pages behind signed links stand on. */
export interface LinkParts {
  readonly links: Links
  readonly uses: LinkUses
  readonly audit: Audit
  readonly append: Append
  /** The site's time, ms since 1970. */
  readonly now: () => number
}
