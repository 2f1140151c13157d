import type { Staff } from '#core/access/viewer.ts'
import { withArchivedCases } from '#core/access/with-archived-cases.ts'
import type { CaseListAnswer, FoundCase } from '#core/api/found.ts'
import type { Floor } from '#core/floor/floor.ts'
import {
  type CaseCursor,
  type CaseFilter,
  compareFoundCases,
  isBehind,
  type ListedCase,
  passesFilter,
} from '#core/search/case-filter.ts'
import { searchWords, wordMatcher } from '#core/search/search-text.ts'
import { caseText } from '#store/search-tokens.ts'
import { queryArchive } from './query-archive.ts'
import type { SearchOptions } from './search.ts'
import { foundCase } from './shown-found.ts'

export interface CaseListPage extends Omit<CaseListAnswer, 'next'> {
  readonly next: CaseCursor | null
}

/** Lists cases of any age that a viewer may see, newest first. */
export type CaseList = (
  viewer: Staff,
  filter: CaseFilter,
  after: CaseCursor | null,
  limit: number,
  floor: Floor,
) => Promise<CaseListPage>

/** So many slices of the archive are read for one page: of those who may see little, the next page goes on. */
const MOST_SLICES = 10

const cursorOf = ({ openedAt, id }: ListedCase): CaseCursor => ({ at: Date.parse(openedAt), id })

export function createCaseList({ reader, tokens, live, onFault }: SearchOptions): CaseList {
  return async (viewer, filter, after, limit, floor) => {
    const rows = await live.read(floor)
    const words = filter.text === undefined ? [] : tokens.forWords(filter.text)
    const has = filter.text === undefined ? () => true : wordMatcher(filter.text)
    const mine = rows.cases.filter(
      (row) => isBehind(row, after) && passesFilter(row, filter) && has(row.words),
    )
    const read = (from: CaseCursor | null) => reader.list(filter, words, viewer, from, limit)

    const cases: FoundCase[] = []
    let cursor = after
    for (let slice = 0; ; slice++) {
      const { state, value } = await queryArchive(() => read(cursor), [], onFault)
      const last = value.at(-1)
      const isEnd = value.length < limit
      // Behind the last of this slice the archive may have more that come first.
      const until = isEnd || last === undefined ? null : cursorOf(last)
      const isNow = (row: ListedCase) =>
        isBehind(row, cursor) && (until === null || row.id === until.id || !isBehind(row, until))
      const kept = value.filter(
        (row) => !rows.caseIds.has(row.id) && has(searchWords(caseText(row, floor.site))),
      )
      const withArchived = withArchivedCases(floor, new Map(kept.map((row) => [row.id, row])))
      const both: ListedCase[] = [...kept, ...mine.filter(isNow)]
      for (const row of both.sort(compareFoundCases)) {
        const shown = foundCase(viewer, row.id, withArchived)
        if (shown === null) continue
        cases.push(shown)
        if (cases.length === limit) return { cases, next: cursorOf(row), archive: state }
      }
      if (until === null) return { cases, next: null, archive: state }
      if (slice === MOST_SLICES - 1) return { cases, next: until, archive: state }
      cursor = until
    }
  }
}
