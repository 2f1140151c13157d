import type { WayBook } from '#store/change-ways.ts'
import type { Tellings } from '#store/jobs/tellings/open-tellings.ts'
import type { TellingStandings } from '#store/jobs/tellings/telling-standing.ts'
import type { Audit } from '../audit.ts'

/** What the settings page stands on. */
export interface WayParts {
  readonly book: WayBook
  readonly tellings: Pick<Tellings, 'enqueue' | 'dead' | 'resend' | 'forget' | 'lines'>
  readonly standings: Pick<TellingStandings, 'of'>
  /** The public half of the site's push key, which a browser subscribes with. */
  readonly pushKey: string
  readonly codeKey: string
  readonly audit: Audit
  /** The site's time, ms since 1970. */
  readonly now: () => number
}
