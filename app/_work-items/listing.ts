import type { Derived } from '../_live/derived.ts'
import type { FrozenItem } from './frozen-order.ts'
import { createOrdered } from './ordered.ts'

export interface Keyed {
  readonly key: string
}

/** What became of one item; null: it was not there, or is not there any more. */
export interface Change<T> {
  readonly before: T | null
  readonly after: T | null
}

export interface ListingOptions<T> {
  /** All there is, whether it passes or not. */
  all(): Iterable<T>
  keep(item: T): boolean
  /** Gives 0 only for the same item. */
  compare(a: T, b: T): number
}

/** The items that pass, in order; while it is read, each stays in its place, with its newest content. */
export interface Listing<T extends Keyed> extends Derived<readonly Change<T>[]> {
  /** How many pass now. */
  readonly count: number
  /** How many lines there are: as `count`, but while it is read as at the beginning of that. */
  readonly rows: number
  row(index: number): FrozenItem<T>
  /** In their order as of now. */
  readonly items: readonly T[]
  /** How many wait to be let in. */
  readonly fresh: number
  /** From now on it stands still. */
  hold(): void
  /** Lets in what waits. */
  release(): void
}

interface Still<T> {
  rows: readonly T[]
  keys: ReadonlySet<string>
  fresh: number
}

/** More changes than this share of the list, and putting it in order anew is less work. */
const MANY = 1 / 8

export function createListing<T extends Keyed>({ all, keep, compare }: ListingOptions<T>): Listing<T> {
  const ordered = createOrdered(compare)
  const byKey = new Map<string, T>()
  let still: Still<T> | null = null

  function one(before: T | null, after: T | null, isMany: boolean): boolean {
    const was = before === null ? undefined : byKey.get(before.key)
    const is = after !== null && keep(after) ? after : null
    if (was !== undefined) {
      byKey.delete(was.key)
      if (!isMany) ordered.take(was)
      if (still !== null && !still.keys.has(was.key)) still.fresh--
    }
    if (is !== null) {
      byKey.set(is.key, is)
      if (!isMany) ordered.put(is)
      if (still !== null && !still.keys.has(is.key)) still.fresh++
    }
    return was !== undefined || is !== null
  }

  function fill(): void {
    byKey.clear()
    for (const item of all()) if (keep(item)) byKey.set(item.key, item)
    ordered.replace([...byKey.values()])
    if (still === null) return
    still.fresh = 0
    for (const key of byKey.keys()) if (!still.keys.has(key)) still.fresh++
  }
  fill()

  return {
    fill,
    apply(changes) {
      const isMany = changes.length > byKey.size * MANY + 8
      let shows = false
      for (const { before, after } of changes) if (one(before, after, isMany)) shows = true
      if (isMany && shows) ordered.replace([...byKey.values()])
      return shows
    },
    get count() {
      return ordered.items.length
    },
    get rows() {
      return still?.rows.length ?? ordered.items.length
    },
    row(index) {
      if (still === null) return { item: ordered.items[index]!, gone: false }
      const then = still.rows[index]!
      const now = byKey.get(then.key)
      return now === undefined ? { item: then, gone: true } : { item: now, gone: false }
    },
    get items() {
      return ordered.items
    },
    get fresh() {
      return still?.fresh ?? 0
    },
    hold() {
      if (still !== null) return
      const rows = [...ordered.items]
      still = { rows, keys: new Set(rows.map(({ key }) => key)), fresh: 0 }
    },
    release() {
      still = null
    },
  }
}
