import { type Fields, fieldsOf } from '../collections/fields.ts'
import type { RowType } from './row.ts'

export type RowSet = Partial<Record<RowType, Record<string, Fields>>>
export type IdSet = Partial<Record<RowType, string[]>>
export interface Changes {
  del: IdSet
  put: RowSet
}

/** Whether two JSON values are the same, lists in order, keys in any. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, index) => sameValue(item, b[index]))
  }
  if (Array.isArray(b)) return false
  const [fields, others] = [fieldsOf(a), fieldsOf(b)]
  const keys = Object.keys(fields)
  if (keys.length !== Object.keys(others).length) return false
  return keys.every((key) => Object.hasOwn(others, key) && sameValue(fields[key], others[key]))
}

/** The fields of `next` that differ from `last`; a field that went is `null`. `null`: nothing differs. */
export function changedFields(last: Fields, next: Fields): Fields | null {
  let changed: Fields | null = null
  for (const key of Object.keys(next)) {
    if (sameValue(last[key], next[key])) continue
    changed ??= {}
    changed[key] = next[key]
  }
  for (const key of Object.keys(last)) {
    if (Object.hasOwn(next, key) || last[key] === null) continue
    changed ??= {}
    changed[key] = null
  }
  return changed
}

/** An empty dictionary in which an id such as `__proto__` is a key like any other. */
export function dictionary<T>(): Record<string, T> {
  return Object.create(null)
}

/** Adds a row that is there, or its fields that changed, to a patch in place. */
export function addPut(changes: Changes, type: RowType, id: string, fields: Fields): void {
  changes.put[type] ??= dictionary<Fields>()
  changes.put[type][id] = fields
}

/** Adds a row that is gone to a patch in place. */
export function addDel(changes: Changes, type: RowType, id: string): void {
  changes.del[type] ??= []
  changes.del[type].push(id)
}
