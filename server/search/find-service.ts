import type { Changed } from '#core/floor/floor.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import { createAggregateEvents } from '#store/postgres/aggregate-events.ts'
import { createRecordReader } from '#store/postgres/record-reader.ts'
import { createSearchTokens } from '#store/search-tokens.ts'
import type { Base } from '../base.ts'
import type { ArchivedIdentity } from '../gateway/command-handler.ts'
import { type CaseList, createCaseList } from './case-list.ts'
import { type CustomerStory, createCustomerStory } from './customer.ts'
import { createKeptCases, type KeptCases } from './kept-case.ts'
import { createLiveRows } from './live-rows.ts'
import { queryArchive } from './query-archive.ts'
import { createSearch, type Search } from './search.ts'

/** Finding what is and what was. */
export interface FindService {
  readonly search: Search
  readonly list: CaseList
  readonly story: CustomerStory
  readonly keptCases: KeptCases
  readonly customerRef: (customer: string) => string
  /** Rows of the floor may have changed. */
  readonly changed: (changed: Changed) => void
  /** Number and name of a customer whose page the caller may open, as the archive has them; undefined: it has none of theirs. */
  readonly identity: ArchivedIdentity
}

type FindBase = Pick<Base, 'site' | 'siteNow' | 'onFault'> & {
  secrets: Pick<Base['secrets'], 'customerKey'>
}

export function createFindService(base: FindBase): FindService {
  const { onFault } = base
  const { database, id } = base.site
  const tokens = createSearchTokens(keyedHash(base.secrets.customerKey), () => base.siteNow().site.timezone)
  const reader = createRecordReader(database, id)
  const live = createLiveRows()
  const options = { reader, tokens, live, onFault }
  const story = createCustomerStory(options)
  return {
    search: createSearch(options),
    list: createCaseList(options),
    story,
    keptCases: createKeptCases({ reader, events: createAggregateEvents(database, id), onFault }),
    customerRef: tokens.customerRef,
    changed: live.changed,
    async identity(customer, viewer, floor) {
      // Opening a case shows an agent the number: for that it is not enough to have found somebody.
      if (viewer.role === 'agent' || (await story(viewer, tokens.customerRef(customer), floor)) === null)
        return undefined
      const { value } = await queryArchive(() => reader.customersByKey([customer]), [], onFault)
      if (value[0] === undefined) return undefined
      const { name, phone } = value[0]
      return { ...(name === null ? {} : { name }), ...(phone === null ? {} : { phone }) }
    },
  }
}
