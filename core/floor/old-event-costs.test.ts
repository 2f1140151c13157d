import { afterAll, beforeAll, expect, it } from 'vitest'
import { actOf, actors, actSite, idIn, sceneEvents } from '#tests/support/act-scene.ts'
import { type CountedWork, countWork, type WorkCounter } from '#tests/support/work-counter.ts'
import type { AnyEvent } from '../event/event.ts'
import { type EventType, eventData } from '../event/event-data.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor } from './create-floor.ts'

/**
 * Guarantee: of no type does an event of 1970 cost more than the same of now, neither itself nor what comes after it nor
 * the time that passes then: nothing is walked through by day or quarter. Counted are the blocks of our code that run,
 * which are the same on every machine, however busy.
 */
const NOW = Date.parse('2026-11-24T10:00:00+08:00')
const OLD = Date.parse('1970-01-02T00:00:00Z')
const MINUTE = 60_000
/** There are 20,000 days since 1970: a walk over them is many times as much. */
const MARGIN = 5_000

const spans = {
  case: ['case.opened', 'case.resolved'],
  promise: ['promise.made', 'promise.kept'],
  handoff: ['handoff.sent', 'handoff.returned'],
  callback: ['callback.requested', 'callback.done'],
  approval: ['approval.requested', 'approval.decided'],
  assist: ['assist.requested', 'assist.accepted'],
}
const site = siteSchema.parse({
  ...actSite('old'),
  calendars: [{ id: 'office', week: { 'mon-fri': ['09:00-18:00'] }, holidays: ['CN'] }],
  rules: Object.entries(spans).map(([subject, [start, stop]]) => ({
    ...{
      id: `late-${subject}`,
      kind: 'clock',
      subject,
      start: [start],
      stop: [stop],
      calendar: 'office',
      limit: '8h',
    },
    ...{ warn: ['50%'], severity: 'warning', title: { en: 'Late' } },
  })),
})

const types = Object.keys(eventData) as EventType[]
const kindOf = (type: string) => type.slice(0, type.indexOf('.'))
const { agent } = actors
let serial = 0
let counter: WorkCounter
beforeAll(async () => {
  counter = await countWork(['core'])
})
afterAll(() => counter.close())

function floorOfScene() {
  const floor = createFloor({ site })
  const hear = (event: AnyEvent) => floor.apply({ pos: `${NOW}-${++serial}`, at: NOW, event })
  for (const event of sceneEvents(NOW - 10 * MINUTE)) hear(event)
  floor.advance(NOW)
  floor.takeChanged()
  return { floor, hear }
}

/** An event of a type at a time, the same of now, a minute that passes, and what is shown of it all. */
async function costs(type: EventType, subject: string, data: object, time: number): Promise<CountedWork> {
  const { floor, hear } = floorOfScene()
  const of = (at: number): AnyEvent => ({
    ...{ id: `old-${++serial}`, source: 'pbx', type, time: at, subject },
    data: data as AnyEvent['data'],
  })
  await counter.count(() => undefined)
  return counter.count(() => {
    hear(of(time))
    hear(of(NOW))
    floor.advance(NOW + MINUTE)
    // As a server shows them, and whoever asks for the day.
    for (const [kind, ids] of floor.takeChanged()) for (const id of ids) floor.row(kind, id)
  })
}

it.each(types)(
  'an event %s of 1970 costs no more than one of now, of whom it is known and of whom nobody knows',
  async (type) => {
    const { subject = idIn(kindOf(type), agent, 'own'), data } = actOf(type, agent, 'own')
    for (const id of [subject, 'never-heard-of']) {
      const [now, old] = [await costs(type, id, data, NOW), await costs(type, id, data, OLD)]
      const message = `${now.blocks} now, ${old.blocks} of 1970: ${old.most.join(', ')}`
      expect(old.blocks, message).toBeLessThan(2 * now.blocks + MARGIN)
    }
  },
)
