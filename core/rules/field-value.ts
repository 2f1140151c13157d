import { fieldsOf } from '../collections/fields.ts'

/**
 * A subject's fields at an instant: its own by name, those of its case as flat keys (`case.kind`), those of a
 * row as the row has them, nested ones in place. Instants are ms, or RFC 3339 texts as rows have them.
 */
export type SubjectFields = Readonly<Record<string, unknown>>
/** No rule may name it: whether a case went into another one, so that no rule judges it any more. */
export const MERGED_FIELD = '(merged)'

/** Whether what a subject's rules say is said of another one from now on. */
export function isMerged(fields: SubjectFields): boolean {
  return fields[MERGED_FIELD] === true
}

export type ReadField = (fields: SubjectFields) => unknown

/** Makes the reader of a field: of a flat key as it stands, else along the dots. Null and undefined are no value. */
export function fieldReader(name: string): ReadField {
  const dot = name.indexOf('.')
  if (dot === -1) return (fields) => fields[name]
  const [outer, inner] = [name.slice(0, dot), name.slice(dot + 1)]
  return (fields) => {
    if (fields[name] !== undefined) return fields[name]
    const nested = fields[outer]
    return typeof nested === 'object' && nested !== null ? fieldsOf(nested)[inner] : undefined
  }
}

/** A field as a number; null: it is none, or none that can be compared (NaN, infinite). */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** An instant in ms, of ms or of the text that rows carry. */
export function instantOf(value: unknown): number | null {
  if (typeof value === 'string') return numberOf(Date.parse(value))
  return numberOf(value)
}
