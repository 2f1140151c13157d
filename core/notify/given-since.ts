import { chunked } from '../collections/chunked.ts'
import type { Changed, Floor } from '../floor/floor.ts'
import type { GivenView } from '../rows/case-rows.ts'

/** Rows looked at in one go. */
const AT_ONCE = 50

/**
 * The cases and callbacks that were put into somebody's hands at or after an instant (ms), as rows that changed. It is
 * done in pieces, so that whoever asks may do something else in between.
 */
export function* givenSince(floor: Pick<Floor, 'ids' | 'row'>, since: number): Generator<Changed> {
  const isRecent = (row: { readonly given: GivenView | null } | null) =>
    row !== null && row.given !== null && Date.parse(row.given.at) >= since
  for (const type of ['case', 'callback'] as const)
    for (const ids of chunked([...floor.ids(type)], AT_ONCE))
      yield new Map([[type, new Set(ids.filter((id) => isRecent(floor.row(type, id))))]])
}
