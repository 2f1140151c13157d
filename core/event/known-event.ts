import { z } from 'zod'
import { eventData } from './event-data.ts'

/** The fields of an object, and how many of them it must have. */
interface Shape {
  readonly fields: ReadonlyMap<string, Field>
  readonly needed: number
}

/**
 * What may stand in a field: a JSON type, `word` for a text or a number, `texts` for a list of texts, `counts` for numbers
 * by names of any kind, an object, or a list of such.
 */
type JsonType = 'string' | 'number' | 'boolean' | 'word' | 'texts' | 'counts' | Shape | ListOf

interface ListOf {
  readonly each: Shape
}

interface Field {
  readonly is: JsonType
  readonly isNeeded: boolean
  /** `null` says something of its own: that nobody is to have it. */
  readonly mayBeNull: boolean
}

type Data = Readonly<Record<string, unknown>>

/** A kind of schema that is new here throws at the start: else its fields would be left out of the fold unseen. */
function typeOf(schema: z.core.$ZodType): JsonType {
  if (schema instanceof z.ZodObject) return shapeOf(schema)
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  if (schema instanceof z.ZodArray)
    return schema.element instanceof z.ZodObject ? { each: shapeOf(schema.element) } : 'texts'
  if (schema instanceof z.ZodRecord) return 'counts'
  if (schema instanceof z.ZodUnion) return 'word'
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return 'string'
  throw new Error(`what may stand in a field of type ${schema._zod.def.type} is not known`)
}

function fieldOf(schema: z.core.$ZodType): Field {
  if (schema instanceof z.ZodOptional) return { ...fieldOf(schema.unwrap()), isNeeded: false }
  if (schema instanceof z.ZodNullable) return { ...fieldOf(schema.unwrap()), mayBeNull: true }
  return { is: typeOf(schema), isNeeded: true, mayBeNull: false }
}

function shapeOf(schema: z.ZodObject): Shape {
  const fields = Object.entries(schema.shape).map(([name, inner]) => [name, fieldOf(inner)] as const)
  return { fields: new Map(fields), needed: fields.filter(([, { isNeeded }]) => isNeeded).length }
}

const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(eventData).map(([type, schema]) => [type, shapeOf(schema)]),
)

const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fits(held: unknown, { is, mayBeNull }: Field): boolean {
  if (held === null) return mayBeNull
  if (typeof is !== 'string') {
    if ('each' in is)
      return Array.isArray(held) && held.every((one) => isObject(one) && isKnown(one, is.each))
    return isObject(held) && isKnown(held, is)
  }
  if (typeof held === is) return true
  if (is === 'texts') return Array.isArray(held) && held.every((one) => typeof one === 'string')
  if (is === 'counts') return isObject(held) && Object.values(held).every((one) => typeof one === 'number')
  return is === 'word' && (typeof held === 'string' || typeof held === 'number')
}

/** Whether an object has what it must have and nothing else; a loop, because every event passes here and nearly all do. */
function isKnown(value: Data, { fields, needed }: Shape): boolean {
  let missing = needed
  for (const key in value) {
    const field = fields.get(key)
    if (field === undefined || !fits(value[key], field)) return false
    if (field.isNeeded) missing--
  }
  return missing === 0
}

/** What is known of an object, or null if something is missing that it must have. */
function known(value: Data, { fields, needed }: Shape): Data | null {
  const left: Record<string, unknown> = {}
  let missing = needed
  for (const [key, held] of Object.entries(value)) {
    const field = fields.get(key)
    if (field === undefined) continue
    const inner = knownValue(held, field)
    if (inner === undefined) continue
    left[key] = inner
    if (field.isNeeded) missing--
  }
  return missing === 0 ? left : null
}

function knownValue(held: unknown, field: Field): unknown {
  const { is } = field
  if (typeof is === 'string' || held === null) return fits(held, field) ? held : undefined
  if (!('each' in is)) return isObject(held) ? (known(held, is) ?? undefined) : undefined
  if (!Array.isArray(held)) return undefined
  return held.flatMap((one) => (isObject(one) ? (known(one, is.each) ?? []) : []))
}

/**
 * The event with those fields of its data alone that its type has (contract §3), each of its own JSON type: what the
 * fold keeps. What a feed says beyond them stands in the log and in the archive, and so does what an earlier version
 * took in and this one would not. The same object where nothing is left out, and for types that only the system writes;
 * null where something is missing without which it says nothing, such as the queue of a `contact.queued`.
 */
export function knownEvent<E extends { readonly type: string; readonly data: Data }>(event: E): E | null {
  const shape = shapes.get(event.type)
  if (shape === undefined || isKnown(event.data, shape)) return event
  const data = known(event.data, shape)
  return data === null ? null : { ...event, data }
}
