import { expect, it } from 'vitest'
import { z } from 'zod'
import { eventData } from './event-data.ts'
import { knownEvent } from './known-event.ts'

it('an event whose fields are all known is the same object, and so is one of the system', () => {
  const queued = { type: 'contact.queued', data: { queue: 'q', phone: '1' } }
  const offer = { type: 'case.replied', data: { kind: 'answer', offer: { amount: 1, currency: 'CNY' } } }
  const ours = { type: 'alert.told', data: { whatever: { is: 'ours' } } }
  for (const event of [queued, offer, ours]) expect(knownEvent(event)).toBe(event)
})

it('what a feed says beyond them is left out, also within a field', () => {
  const offer = { amount: 1, currency: 'CNY', what: 'x', blob: 'y'.repeat(9_000) }
  const event = { type: 'case.replied', id: 'e', data: { kind: 'answer', offer, agentNotes: { deep: [1] } } }
  expect(knownEvent(event)).toEqual({
    type: 'case.replied',
    id: 'e',
    data: { kind: 'answer', offer: { amount: 1, currency: 'CNY', what: 'x' } },
  })
})

/** Values of each sort that a field may hold; of what may be one of some words, each of them. */
function candidates(schema: z.core.$ZodType): unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return [null, ...candidates(schema.unwrap())]
  if (schema instanceof z.ZodEnum) return [...schema.options]
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(candidates)
  if (schema instanceof z.ZodObject) return [sample(schema)]
  return ['x', 'feed.example', '2026-03-02T12:00:00Z', 'CNY', 0, 1, true, ['x'], [], null]
}

function sample(schema: z.ZodObject): Record<string, unknown> {
  const entries = Object.entries(schema.shape as Record<string, z.ZodType>)
  return Object.fromEntries(
    entries
      .filter(([, field]) => !(field instanceof z.ZodOptional))
      .map(([name, field]) => {
        const value = candidates(field).find((one) => field.safeParse(one).success)
        if (value === undefined) throw new Error(`no value for ${name}`)
        return [name, value]
      }),
  )
}

it.each(Object.entries(eventData))('what the schema of %s takes is kept, null too', (type, schema) => {
  const data = sample(schema)
  for (const [name, field] of Object.entries(schema.shape as Record<string, z.ZodType>))
    for (const value of candidates(field))
      if (field.safeParse(value).success) {
        const event = { type, data: { ...data, [name]: value } }
        expect(knownEvent(event), `${name}: ${JSON.stringify(value)}`).toBe(event)
      }
})

it('of a list of objects each is kept with what is known of it, and what says nothing is left out', () => {
  const of = (pausedIn: unknown) => {
    const event = { type: 'agent.queues', data: { queues: ['a'], pausedIn } }
    return [knownEvent(event) === event, knownEvent(event)?.data]
  }
  const kept = [{ queue: 'b', reason: 'Auto-Pause' }, { queue: 'c' }]
  expect(of(kept)).toEqual([true, { queues: ['a'], pausedIn: kept }])
  expect(of([{ queue: 'b', by: 'x' }, { reason: 'meal' }, 'c'])).toEqual([
    false,
    { queues: ['a'], pausedIn: [{ queue: 'b' }] },
  ])
  expect(of('b')).toEqual([false, { queues: ['a'] }])
})
