import { expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyEvent } from '#core/event/event.ts'
import { eventData } from '#core/event/event-data.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { rowTypes } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { foldSlices } from './fold-slices.ts'

const BEGAN = Date.parse('2026-09-30T08:00:00Z')
const site = siteSchema.parse({
  site: { id: 'test', timezone: 'Asia/Shanghai' },
  queues: [{ id: 'care', opens: 'inquiry' }],
  feeds: [{ id: 'pbx', kind: 'http', token: 'only-of-this-test' }],
})

/** Something that a schema takes; every text may stand for an instant. */
function sampleOf(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodOptional) return sampleOf(schema.unwrap())
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([key, inner]) => [key, sampleOf(inner)]))
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodArray)
    return schema.element instanceof z.ZodObject ? [sampleOf(schema.element)] : ['care']
  if (schema instanceof z.ZodRecord) return { care: 1 }
  if (schema instanceof z.ZodBoolean) return true
  if (schema instanceof z.ZodNumber) return 1
  return '2026-09-30T09:00:00Z'
}

const odd = [undefined, null, 7, 'other', true, [], ['x', 1], {}, { x: { y: 1 } }]

/** Each event type whole, and with each of its fields missing or of every other type. */
function* oddEvents(): Iterable<AnyEvent> {
  let serial = 0
  const event = (type: string, data: object): AnyEvent => {
    const id = `e${++serial}`
    return { id, source: 'pbx', type, time: BEGAN + serial, subject: `s${serial % 7}`, data: { ...data } }
  }
  for (const [type, schema] of Object.entries(eventData)) {
    const whole = sampleOf(schema) as Record<string, unknown>
    expect(schema.safeParse(whole).success, type).toBe(true)
    yield event(type, whole)
    for (const field of Object.keys(whole))
      for (const value of odd) {
        const { [field]: _left, ...rest } = whole
        yield event(type, value === undefined ? rest : { ...rest, [field]: value })
      }
  }
}

test('a log with what no schema would take is folded to its end: what says nothing is told and passed by, all else stands', async () => {
  const floor = createFloor({ site })
  const faults: string[] = []
  let serial = 0
  const fold = (events: Iterable<AnyEvent>) =>
    foldSlices(
      floor,
      [...events].map((event) => ({ pos: `${BEGAN}-${++serial}`, at: event.time, event })),
      { onSlice: () => {}, onFault: ({ cause }) => faults.push(String((cause as Error).message)) },
    )
  await fold(oddEvents())
  expect(new Set(faults)).toEqual(new Set(['it lacks a field that its type must have']))
  expect(floor.pos).toBe(`${BEGAN}-${serial}`)
  for (const type of rowTypes)
    for (const id of floor.ids(type)) expect(() => floor.row(type, id)).not.toThrow()

  const before = floor.row('queue', 'care')?.waiting ?? 0
  const faultsBefore = faults.length
  const time = BEGAN + serial + 1
  await fold([
    { id: 'good', source: 'pbx', type: 'contact.queued', time, subject: 'good', data: { queue: 'care' } },
  ])
  expect(floor.row('queue', 'care')?.waiting).toBe(before + 1)
  expect(faults).toHaveLength(faultsBefore)
  expect([...floor.save()].length).toBeGreaterThan(0)
})
