import type { Site } from './site-schema.ts'

/** One difference between two sets, for people to read. */
export interface SiteChange {
  /** The list or part of the site file, such as `queues`. */
  readonly section: string
  /** Which entry of it, by its name; null: the part itself. */
  readonly name: string | null
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  /** What of it, such as `target.share`; empty for all of it. */
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The id of an entry; of tokens their name, of playbooks and amounts what they are about. */
function keyOf(entry: unknown): string {
  if (!isFields(entry)) return JSON.stringify(entry)
  const { id, name, role, kind, cause } = entry
  return String(id ?? name ?? [role, kind, cause].filter((part) => part !== undefined).join(' '))
}

function nameOf(entry: unknown): string {
  if (!isFields(entry)) return String(entry)
  const { name, title } = entry
  if (typeof name === 'string') return name
  if (typeof title === 'string') return title
  return isFields(title) ? String(Object.values(title)[0] ?? keyOf(entry)) : keyOf(entry)
}

/** What of two things with fields differs, field by field, down to what has none. */
function fieldChanges(from: unknown, to: unknown, field = ''): Pick<SiteChange, 'field' | 'from' | 'to'>[] {
  if (same(from, to)) return []
  if (!isFields(from) || !isFields(to)) return [{ field, from, to }]
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...names].flatMap((name) =>
    fieldChanges(from[name], to[name], field === '' ? name : `${field}.${name}`),
  )
}

/** Entries by their keys; of those that share one, as of an amount in two currencies, each is told by its turn. */
function byKey(list: readonly unknown[]): Map<string, unknown> {
  const turns = new Map<string, number>()
  return new Map(
    list.map((entry): [string, unknown] => {
      const key = keyOf(entry)
      const turn = (turns.get(key) ?? 0) + 1
      turns.set(key, turn)
      return [`${turn} ${key}`, entry]
    }),
  )
}

function listChanges(section: string, from: readonly unknown[], to: readonly unknown[]): SiteChange[] {
  const [before, after] = [byKey(from), byKey(to)]
  const one = (entry: unknown, kind: SiteChange['kind']): SiteChange => ({
    ...{ section, name: nameOf(entry), kind, field: '' },
    from: kind === 'removed' ? entry : null,
    to: kind === 'added' ? entry : null,
  })
  const stayed = [...before.keys()].filter((key) => after.has(key))
  const order = [...after.keys()].filter((key) => before.has(key))
  const moved = stayed.some((key, index) => order[index] !== key)
  return [
    ...[...before].filter(([key]) => !after.has(key)).map(([, entry]) => one(entry, 'removed')),
    ...[...after].filter(([key]) => !before.has(key)).map(([, entry]) => one(entry, 'added')),
    ...stayed.flatMap((key) =>
      fieldChanges(before.get(key), after.get(key)).map(
        (change): SiteChange => ({
          ...{ section, name: nameOf(after.get(key)), kind: 'changed' },
          ...change,
        }),
      ),
    ),
    ...(moved ? [{ section, name: null, kind: 'moved' as const, field: '', from: null, to: null }] : []),
  ]
}

/**
 * What differs between two sets of a site, part by part in the site file's order: entries that came and went by their
 * ids, fields that changed with what they said, and lists whose order is another.
 */
export function siteChanges(before: Site, after: Site): SiteChange[] {
  const parts = Object.keys(after) as (keyof Site)[]
  return parts.flatMap((section): SiteChange[] => {
    const [from, to] = [before[section], after[section]]
    if (same(from, to)) return []
    if (Array.isArray(from) && Array.isArray(to)) return listChanges(section, from, to)
    return fieldChanges(from, to).flatMap(({ field, ...change }): SiteChange[] =>
      Array.isArray(change.from) && Array.isArray(change.to)
        ? listChanges(`${section}.${field}`, change.from, change.to)
        : [{ section, name: null, kind: 'changed', field, ...change }],
    )
  })
}
