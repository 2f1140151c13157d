import { z } from 'zod'
import { type EventType, eventData } from './event-data.ts'

/** The fields that we know of an object, each with those of the object that it holds, or null. */
type Fields = ReadonlyMap<string, Fields | null>

function fieldsOf(schema: z.core.$ZodType): Fields | null {
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap())
  if (!(schema instanceof z.ZodObject)) return null
  return new Map(
    Object.entries(schema.shape as z.core.$ZodShape).map(([name, inner]) => [name, fieldsOf(inner)]),
  )
}

const fieldsByType: ReadonlyMap<string, Fields> = new Map(
  (Object.keys(eventData) as EventType[]).map((type) => [type, fieldsOf(eventData[type])!]),
)

type Data = Readonly<Record<string, unknown>>

/** Whether all is known; a loop, because every event passes here and nearly all are. */
function isKnown(value: Data, fields: Fields): boolean {
  for (const key in value) {
    const inner = fields.get(key)
    if (inner === undefined) return false
    if (inner === null) continue
    const held = value[key]
    if (typeof held === 'object' && held !== null && !isKnown(held as Data, inner)) return false
  }
  return true
}

function known(value: Data, fields: Fields): Data {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, held]) => {
      const inner = fields.get(key)
      if (inner === undefined) return []
      const isObject = inner !== null && typeof held === 'object' && held !== null
      return [[key, isObject ? known(held as Data, inner) : held]]
    }),
  )
}

/**
 * The event with those fields of its data alone that its type has (contract §3): what the fold keeps. What a feed says
 * beyond them stands in the log and in the archive. The same object where nothing is unknown, and for types that only
 * the system writes.
 */
export function knownEvent<E extends { readonly type: string; readonly data: Data }>(event: E): E {
  const fields = fieldsByType.get(event.type)
  return fields === undefined || isKnown(event.data, fields)
    ? event
    : { ...event, data: known(event.data, fields) }
}
