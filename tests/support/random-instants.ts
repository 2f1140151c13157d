import fc from 'fast-check'
import type { AnyEvent } from '#core/event/event.ts'
import type { SubjectInstant } from '#core/rules/judge.ts'

/** Random histories of one case, at whole minutes of a Monday: few types and few values, so that everything meets. */
const MINUTE = 60_000
const TYPES = ['opened', 'contacted', 'replied', 'waiting', 'resumed', 'reopened', 'resolved', 'noted']

export const START = Date.parse('2024-05-13T09:00:00Z')
export const instantAt = (minutes: number): number => START + minutes * MINUTE

const maybeInstant = fc.option(fc.integer({ min: 0, max: 180 }).map(instantAt), { nil: null })
const fields = fc.record({
  kind: fc.constantFrom('complaint', 'complaint', 'inquiry'),
  priority: fc.constantFrom('vip', 'normal', 'high'),
  nextAt: maybeInstant,
  deadline: maybeInstant,
})
const step = fc.tuple(
  fc.integer({ min: 0, max: 150 }),
  fc.array(fc.constantFrom(...TYPES), { maxLength: 3 }),
  fields,
)

export const randomInstants: fc.Arbitrary<SubjectInstant[]> = fc
  .array(step, { maxLength: 12 })
  .map((steps) => {
    const byTime = new Map(steps.map((item) => [item[0], item]))
    return [...byTime.values()]
      .sort((a, b) => a[0] - b[0])
      .map(([minutes, types, now]): SubjectInstant => {
        const time = instantAt(minutes)
        const events = types.map(
          (type, index): AnyEvent => ({
            id: `${minutes}-${index}`,
            source: 't',
            type: `case.${type}`,
            time,
            subject: 'x',
            data: {},
          }),
        )
        return { time, events, fields: now }
      })
  })
