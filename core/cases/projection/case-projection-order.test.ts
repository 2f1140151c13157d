import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnyEvent, compareEvents } from '../../event/event.ts'
import type { EmittedTransition } from '../../rules/transition-key.ts'
import { transitionKey } from '../../rules/transition-key.ts'
import type { Site } from '../../site/site-schema.ts'
import { caseProjectionForTest } from './case-projection-for-test.ts'
import { floorOutcomeOf } from './outcome-for-test.ts'
import { END, history } from './random-history-for-test.ts'
import { strictSite } from './strict-site-for-test.ts'

const RUNS = Number(process.env.HUIYIN_PROPERTY_RUNS ?? 1_000)
type Projection = ReturnType<typeof caseProjectionForTest>

/** What was said and not taken back, without what is only for reading. */
function net(transitions: readonly EmittedTransition[]): string[] {
  const counts = new Map<string, number>()
  for (const transition of transitions) {
    const isVoid = transition.to === 'voided'
    const key = transitionKey(isVoid ? { ...transition, to: transition.voids } : transition)
    counts.set(key, (counts.get(key) ?? 0) + (isVoid ? -1 : 1))
  }
  for (const [key, count] of counts) if (count < 0) throw new Error(`taken back more often than said: ${key}`)
  return [...counts].flatMap(([key, count]) => Array<string>(count).fill(key)).sort()
}

/** The same without any rule that minds contacts: then what happens to them is not judged, and takes a shorter way. */
const plainSite = {
  ...strictSite,
  rules: strictSite.rules.flatMap((rule) => {
    if (rule.subject === 'contact') return []
    return rule.id === 'next-step' ? [{ ...rule, start: ['case.opened', 'handoff.returned'] }] : [rule]
  }),
} as unknown as Site
const siteFor = (events: readonly AnyEvent[]) => (events.length % 2 === 0 ? strictSite : plainSite)

/** Everything heard in order at once, then time passes: the plainest way. */
function inOrder(events: readonly AnyEvent[]): Projection {
  const floor = caseProjectionForTest(siteFor(events))
  for (const event of [...events].sort(compareEvents)) floor.hear(event)
  floor.advance(END)
  return floor
}

test('shuffled and doubled events, with time passing in between, end in the same rows and the same lines', () => {
  fc.assert(
    fc.property(
      history.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
          fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }),
        ),
      ),
      ([events, shuffled, stops]) => {
        const reference = inOrder(events)
        // Every other one plays again in pieces what is long, as thousands of events are.
        const floor = caseProjectionForTest(siteFor(events), undefined, stops[0]! % 2 === 0 ? 3 : undefined)
        const emitted: EmittedTransition[] = []
        shuffled.forEach((event, index) => {
          floor.hear(event)
          const stop = stops.indexOf(index)
          if (stop >= 0) floor.advance(END - (6 - stop) * 100 * 60_000)
          if (index % 3 === 0) emitted.push(...floor.book.takeTransitions())
        })
        floor.advance(END)
        emitted.push(...floor.book.takeTransitions())
        expect(floorOutcomeOf(floor)).toEqual(floorOutcomeOf(reference))
        expect(net(emitted)).toEqual(net(reference.book.takeTransitions()))
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)

test('told event by event as time passes, the same is said as all at once, and nothing twice', () => {
  fc.assert(
    fc.property(history, (events) => {
      const floor = caseProjectionForTest(siteFor(events))
      for (const event of [...events].sort(compareEvents)) {
        floor.advance(event.time - 1)
        floor.hear(event)
        floor.book.flush()
      }
      floor.advance(END)
      const reference = inOrder(events)
      expect(floorOutcomeOf(floor)).toEqual(floorOutcomeOf(reference))
      expect(net(floor.book.takeTransitions())).toEqual(net(reference.book.takeTransitions()))
    }),
    { numRuns: RUNS },
  )
}, 120_000)

/** The same site a while later: another limit, a rule gone, a rule new. */
const laterSite = {
  ...strictSite,
  rules: strictSite.rules.flatMap((rule): object[] => {
    if (rule.id === 'deadline') return []
    if (rule.id === 'unanswered') return [{ ...rule, limit: '40m' }]
    return rule.id === 'transfers' ? [rule, { ...rule, id: 'transfers-too', limit: 1 }] : [rule]
  }),
} as unknown as Site

test('another rule set is in force from its instant, whenever events before and after it are heard', () => {
  fc.assert(
    fc.property(
      history.chain((events) =>
        fc.tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.nat(40), fc.nat(330)),
      ),
      ([events, index, minute]) => {
        const at = END - 12 * 60 * 60_000 + minute * 60_000 + 30_000
        const reference = caseProjectionForTest(strictSite)
        reference.book.configure(laterSite, at)
        for (const event of [...events].sort(compareEvents)) reference.hear(event)
        reference.advance(END)
        const floor = caseProjectionForTest(strictSite)
        for (const event of events.slice(0, index)) floor.hear(event)
        floor.advance(at)
        floor.book.configure(laterSite, at)
        for (const event of events.slice(index)) floor.hear(event)
        floor.advance(END)
        expect(floorOutcomeOf(floor)).toEqual(floorOutcomeOf(reference))
        expect(net(floor.book.takeTransitions())).toEqual(net(reference.book.takeTransitions()))
      },
    ),
    { numRuns: RUNS },
  )
}, 120_000)
