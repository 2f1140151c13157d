import type { AnyEvent } from './event.ts'

type Data = AnyEvent['data']

const isSame = (a: unknown, b: unknown) =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

/** Whether data say the same in the same order. Nearly all are texts and numbers: no JSON need be made of them. */
function sameData(a: Data, b: Data): boolean {
  const [fields, others] = [Object.keys(a), Object.keys(b)]
  if (fields.length !== others.length) return false
  return fields.every((field, place) => others[place] === field && isSame(a[field], b[field]))
}

/** Whether two events say the same, in whatever order their fields stand, whenever they happened. */
export function sameContent(a: AnyEvent, b: AnyEvent): boolean {
  return Object.keys(a.data).length === Object.keys(b.data).length && holdsContent(a.data, b.data)
}

/** Whether data say all that others say, in whatever order. */
export function holdsContent(data: Data, others: Data): boolean {
  return Object.keys(others).every(
    (field) => Object.hasOwn(data, field) && isSame(data[field], others[field]),
  )
}

/** Whether two events of a name say the same of the same. */
export function sameEvent(a: AnyEvent, b: AnyEvent): boolean {
  return a.subject === b.subject && a.time === b.time && sameData(a.data, b.data)
}
