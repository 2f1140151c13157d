/** An entry of the site file, as a form edits it: its fields by paths such as `target.share`. */
export type SectionItem = Readonly<Record<string, unknown>>

const isEntry = (value: unknown): value is SectionItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function valueAt(entry: SectionItem, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isEntry(value) ? value[key] : undefined), entry)
}

/** An entry with a field set; undefined takes it away, and what is left empty around it too. */
export function withValue(entry: SectionItem, path: string, value: unknown): SectionItem {
  const [key = '', ...rest] = path.split('.')
  const inner = isEntry(entry[key]) ? entry[key] : {}
  const next = rest.length === 0 ? value : withValue(inner, rest.join('.'), value)
  const isGone = next === undefined || (rest.length > 0 && isEntry(next) && Object.keys(next).length === 0)
  const { [key]: _before, ...others } = entry
  if (isGone) return others
  return key in entry ? { ...entry, [key]: next } : { ...entry, [key]: next }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * What was typed, made upon an entry that somebody else may have changed meanwhile: only the fields that were touched
 * are set.
 */
export function rebased(fresh: SectionItem, before: SectionItem, typed: SectionItem): SectionItem {
  const keys = new Set([...Object.keys(before), ...Object.keys(typed)])
  let next = fresh
  for (const key of keys) {
    if (same(before[key], typed[key])) continue
    const [from, to, there] = [before[key], typed[key], fresh[key]]
    next = withValue(
      next,
      key,
      isEntry(from) && isEntry(to) && isEntry(there) ? rebased(there, from, to) : to,
    )
  }
  return next
}
