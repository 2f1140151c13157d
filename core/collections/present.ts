/** Something that must be there is not: a fault of ours. The entry that it was met at is told of and passed by. */
function missing(what: string): never {
  throw new Error(`${what} is missing`)
}

/** The item of a list at an index at which it must have one; throws if it has none. */
export function itemAt<T>(list: ArrayLike<T>, index: number): T {
  const item = list[index]
  return item === undefined ? missing(`item ${index} of ${list.length}`) : item
}

/** The value of a map under a key that it must have; throws if it has none. */
export function lookUp<K, V>(map: { get(key: K): V | undefined }, key: K): V {
  const value = map.get(key)
  return value === undefined ? missing(`the value of ${String(key)}`) : value
}

/** What must be there; throws, naming it, if it is not. */
export function present<T>(value: T | null | undefined, what: string): T {
  return value ?? missing(what)
}
