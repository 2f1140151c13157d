import type { RowType } from '#core/rows/row.ts'

export type Keys = ReadonlySet<string>
export const NO_KEYS: Keys = new Set()

/** Which rows are known under which key. */
export interface KeyIndex {
  move(type: RowType, id: string, from: Keys, to: Keys): void
  ids(key: string, type: RowType): Iterable<string>
  members(key: string): Iterable<readonly [RowType, string]>
  has(key: string): boolean
  readonly size: number
}

export function createKeyIndex(): KeyIndex {
  const byKey = new Map<string, Map<RowType, Set<string>>>()

  function remove(key: string, type: RowType, id: string): void {
    const types = byKey.get(key)
    const ids = types?.get(type)
    if (types === undefined || ids === undefined) return
    ids.delete(id)
    if (ids.size === 0) types.delete(type)
    if (types.size === 0) byKey.delete(key)
  }

  function add(key: string, type: RowType, id: string): void {
    const types = byKey.get(key) ?? new Map<RowType, Set<string>>()
    byKey.set(key, types)
    types.set(type, (types.get(type) ?? new Set()).add(id))
  }

  function* members(key: string): Generator<readonly [RowType, string]> {
    for (const [type, ids] of byKey.get(key) ?? []) for (const id of ids) yield [type, id]
  }

  return {
    move(type, id, from, to) {
      for (const key of from) if (!to.has(key)) remove(key, type, id)
      for (const key of to) if (!from.has(key)) add(key, type, id)
    },
    // A copy: what is found may move to another key while one walks it.
    ids: (key, type) => [...(byKey.get(key)?.get(type) ?? [])],
    members,
    has: (key) => byKey.has(key),
    get size() {
      return byKey.size
    },
  }
}

export function holdsAll(a: Keys, b: Keys): boolean {
  for (const key of b) if (!a.has(key)) return false
  return true
}

export const sameKeys = (a: Keys, b: Keys): boolean => a.size === b.size && holdsAll(a, b)

export const unionOf = (a: Keys, b: Keys): Keys => (holdsAll(b, a) ? b : new Set([...a, ...b]))
