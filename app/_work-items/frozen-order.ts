export interface FrozenItem<T> {
  item: T
  /** It left the list while the list was read; it is shown pale until the reader looks away. */
  gone: boolean
}

export interface FrozenOrder<T> {
  items: readonly FrozenItem<T>[]
  /** How many wait to be let in. */
  fresh: number
}

/** What a list shows: the live one, or while it is read the same rows in the same places, each with its newest content. */
export function hold<T extends { key: string }>(
  before: FrozenOrder<T> | null,
  live: readonly T[],
  reading: boolean,
): FrozenOrder<T> {
  if (!reading || before === null) return { items: live.map((item) => ({ item, gone: false })), fresh: 0 }
  const byKey = new Map(live.map((item) => [item.key, item]))
  const items = before.items.map(({ item }) => {
    const now = byKey.get(item.key)
    byKey.delete(item.key)
    return now === undefined ? { item, gone: true } : { item: now, gone: false }
  })
  return { items, fresh: byKey.size }
}
