import { type AnyEvent, kindOfType } from './event.ts'
import { knownEvent } from './known-event.ts'

type Data = AnyEvent['data']

/**
 * Fields of an event's data that say who a customer is or in which somebody wrote freely of them, by the first word of
 * the type. The customer's key stays: it is opaque, and repeat contacts are counted by it.
 */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  contact: ['phone', 'name', 'title'],
  callback: ['phone', 'name', 'reason'],
  case: ['phone', 'name', 'title', 'text', 'reason'],
  promise: ['text', 'reason'],
  handoff: ['question', 'answer', 'reason'],
  approval: ['text', 'reason'],
  assist: ['note'],
  alert: ['note'],
  log: ['raw'],
}

/** First words of the types whose events may hold personal data of a customer. */
export const personalDataKinds: readonly string[] = Object.keys(PERSONAL)

/** Without it the event would say nothing, such as the text of a promise: it stays, and is empty. */
const NEEDED: ReadonlySet<string> = new Set(['text', 'raw'])

/**
 * An event without the personal data of a customer (contract §8) and without what its feed says beyond the known fields:
 * all that figures are counted by stays. The same object where there is nothing to take out.
 */
export function withoutPersonalData<E extends { readonly type: string; readonly data: Data }>(event: E): E {
  const fields = PERSONAL[kindOfType(event.type)]
  if (fields === undefined) return event
  const known = knownEvent(event) ?? event
  const left = dataWithout(fields, known.data)
  return left === event.data ? event : { ...event, data: left }
}

/**
 * The same of an event that the fold holds, which is its own: what the fold noted in it stays. It is changed where it stands,
 * so that it is taken out wherever the fold holds it.
 */
export function erasePersonalData(event: { readonly type: string; data: Data }): void {
  const fields = PERSONAL[kindOfType(event.type)]
  if (fields !== undefined) event.data = dataWithout(fields, event.data)
}

/** The same object where there is nothing to take out. */
function dataWithout(fields: readonly string[], data: Data): Data {
  const left: Record<string, unknown> = {}
  let isChanged = false
  for (const [name, held] of Object.entries(data)) {
    const plain = fields.includes(name) ? plainOf(name, held) : withoutWords(name, held)
    if (plain !== held) isChanged = true
    if (plain !== undefined) left[name] = plain
  }
  return isChanged ? left : data
}

const plainOf = (name: string, held: unknown) =>
  NEEDED.has(name) && typeof held === 'string' ? '' : undefined

/** What is offered is a sum, which is counted, and words, which are not. */
function withoutWords(name: string, held: unknown): unknown {
  if (name !== 'offer' || typeof held !== 'object' || held === null || !('what' in held)) return held
  const { what: _what, ...sum } = held
  return sum
}
