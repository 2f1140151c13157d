import { expect, test } from 'vitest'
import type { AnyEvent } from '../event/event.ts'
import { createFloor } from '../floor/create-floor.ts'
import { instantText, type RowType } from '../rows/row.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import { siteSchema } from '../site/site-schema.ts'
import { earliest } from '../time/floor-clock.ts'
import { createLevelWatch } from './level-watch.ts'

const BEGAN = Date.UTC(2026, 8, 30, 1)
const sec = (seconds: number) => BEGAN + seconds * 1_000

const site = siteSchema.parse({
  site: { id: 'site', timezone: 'Asia/Shanghai' },
  queues: [{ id: 'q1' }, { id: 'q2' }],
  feeds: [{ id: 'pbx', kind: 'http' }],
  rules: [
    { id: 'wait', kind: 'level', subject: 'queue', figure: 'now - oldestWaitingAt', above: ['60s', '3m'] },
    { id: 'silent', kind: 'level', subject: 'feed', figure: 'now - lastHeardAt', above: '10m' },
    { id: 'crowd', kind: 'level', subject: 'site', figure: 'waiting', above: 2, for: '30s' },
    { id: 'unwatched', kind: 'level', subject: 'site', figure: 'cases.unwatched', above: 1, for: '10m' },
    {
      ...{ id: 'break', kind: 'level', subject: 'agent', when: { state: 'away', reason: 'break' } },
      ...{ figure: 'now - since', above: '20m' },
    },
  ],
})

function event(type: string, subject: string, at: number, data: object = {}): AnyEvent {
  return { id: `${type}-${subject}-${at}`, source: 'pbx', type, time: at, subject, data: data as never }
}

/** A floor watched as a replay does, instant by instant. */
function watched() {
  const floor = createFloor({ site, keepTransitions: true })
  const isUnsure = (kind: 'site' | RowType, id: string) => floor.isUnsure(kind, id)
  const watch = createLevelWatch({ floor, holidays: () => null, isUnsure })
  let seq = 0
  const said: RuleTransition[] = []
  function passTime(to: number): void {
    for (let next = earliest([floor, watch]); next !== null && next <= to; next = earliest([floor, watch])) {
      floor.advance(next)
      watch.judge(floor.takeChanged(), next)
    }
    floor.advance(to)
    watch.judge(floor.takeChanged(), to)
    said.push(...watch.takeTransitions())
  }
  return {
    floor,
    said,
    passTime,
    hear(next: AnyEvent): void {
      if (floor.now > 0) passTime(next.time - 1)
      floor.apply({ pos: `${++seq}-0`, at: next.time, event: next })
      watch.judge(floor.takeChanged(), next.time)
    },
    lines: () =>
      said.map(({ at, rule, subject, run, to, stage }) =>
        [(at - BEGAN) / 1_000, rule, subject, run, to, ...(stage === undefined ? [] : [stage])].join(' '),
      ),
  }
}

test('an age is crossed at the exact instant, by stages, and cleared on the far side', () => {
  const { hear, passTime, lines } = watched()
  hear(event('contact.queued', 'c1', sec(0), { queue: 'q1' }))
  hear(event('agent.available', 'a1', sec(100)))
  hear(event('contact.answered', 'c1', sec(200), { agent: 'a1' }))
  hear(event('contact.queued', 'c2', sec(300), { queue: 'q1' }))
  passTime(sec(360))
  expect(lines()).toEqual([
    '60 wait queue/q1 1 breached 0',
    '180 wait queue/q1 1 breached 1',
    // Nobody waiting is no value, and no value is neither side: it clears when the next one has not waited long.
    '300 wait queue/q1 1 cleared',
    '360 wait queue/q1 2 breached 0',
  ])
})

test('a figure of the site sums all queues, and must hold as long as the rule says', () => {
  const { hear, passTime, lines } = watched()
  hear(event('contact.queued', 'c1', sec(0), { queue: 'q1' }))
  hear(event('contact.queued', 'c2', sec(5), { queue: 'q2' }))
  hear(event('contact.abandoned', 'c2', sec(30)))
  hear(event('contact.queued', 'c3', sec(31), { queue: 'q2' }))
  passTime(sec(59))
  expect(lines()).toEqual([])
  passTime(sec(61))
  expect(lines()).toEqual(['60 wait queue/q1 1 breached 0', '61 crowd site/site 1 breached'])
})

test('an open case that no rule watches is told of after ten minutes, also if it is in no queue', () => {
  const { hear, passTime, lines } = watched()
  hear(event('case.opened', 'C1', sec(0), { kind: 'complaint' }))
  passTime(sec(600))
  expect(lines()).toEqual(['600 silent feed/pbx 1 breached', '600 unwatched site/site 1 breached'])
})

test('a silent feed, and a break that lasts too long', () => {
  const { hear, passTime, lines } = watched()
  hear(event('agent.signed_in', 'a1', sec(0), { queues: ['q1'] }))
  hear(event('agent.away', 'a1', sec(1), { reason: 'break' }))
  passTime(sec(1_300))
  expect(lines()).toEqual(['601 silent feed/pbx 1 breached', '1201 break agent/a1 1 breached'])
})

test('whoever takes over goes on with the runs that are open, and says none of them again', () => {
  const first = watched()
  first.hear(event('contact.queued', 'c1', sec(0), { queue: 'q1' }))
  first.passTime(sec(61))
  const [{ rule, subject, run, start }] = first.said as [RuleTransition]
  const watch = createLevelWatch({ floor: first.floor, holidays: () => null })
  watch.begin(sec(61), [{ rule, subject, run, start, stage: 0 }])
  expect(watch.takeTransitions()).toEqual([])
  first.floor.advance(sec(180))
  watch.judge(new Map(), sec(180))
  const [louder] = watch.takeTransitions()
  expect(louder).toMatchObject({ at: sec(180), to: 'breached', stage: 1, run, start })
  expect(instantText(louder!.at)).toBe('2026-09-30T01:03:00.000Z')
})

const withoutFeed = { ...site, feeds: [] }
const configured = (at: number): AnyEvent => ({
  ...event('config.applied', 'site', at, { site: withoutFeed }),
  source: 'system/config',
})

test('a feed that the site file names no more is silent no more: what was said of it is cleared', () => {
  const { floor, hear, passTime, lines } = watched()
  hear(event('feed.heartbeat', 'pbx', sec(0)))
  hear(configured(sec(700)))
  passTime(sec(5_000))
  expect(lines()).toEqual(['600 silent feed/pbx 1 breached', '700 silent feed/pbx 1 cleared'])
  expect([...floor.ids('feed')]).toEqual([])
})

test('whoever takes over after the feed has gone clears what was said of it', () => {
  const first = watched()
  first.hear(event('feed.heartbeat', 'pbx', sec(0)))
  first.passTime(sec(600))
  const [{ rule, subject, run, start }] = first.said as [RuleTransition]
  first.floor.apply({ pos: '9-0', at: sec(700), event: configured(sec(700)) })
  expect(first.floor.takeChanged().get('feed')).toContain('pbx')
  const watch = createLevelWatch({ floor: first.floor, holidays: () => null })
  watch.begin(sec(701), [{ rule, subject, run, start, stage: 0 }])
  expect(watch.takeTransitions()).toMatchObject([
    { at: sec(701), to: 'cleared', subject: 'feed/pbx', run, start },
  ])
  expect(watch.nextInstant()).toBeNull()
})

const feedState = (state: 'live' | 'down', at: number, why: string | null = null): AnyEvent => ({
  ...event('feed.state', 'pbx', at, { state, why, since: instantText(at) }),
  source: 'system/connector',
})

test('while the feed of a queue is away no wait breaches and none is cleared; back again the facts decide', () => {
  const { hear, passTime, lines } = watched()
  hear(event('contact.queued', 'c1', sec(0), { queue: 'q1' }))
  hear(event('agent.signed_in', 'a1', sec(1), { queues: ['q1'] }))
  hear(event('agent.away', 'a1', sec(2), { reason: 'break' }))
  hear(feedState('down', sec(30), 'connection_refused'))
  // What is owed in cases hangs on no feed.
  hear({ ...event('case.opened', 'C1', sec(31), { kind: 'complaint' }), source: 'crm' })
  passTime(sec(1_400))
  expect(lines()).toEqual([
    '602 silent feed/pbx 1 breached',
    '631 silent feed/crm 1 breached',
    '631 unwatched site/site 1 breached',
  ])
  hear(event('contact.left', 'c1', sec(1_400), { reason: 'lost' }))
  hear(event('contact.queued', 'c2', sec(1_390), { queue: 'q1' }))
  hear(feedState('live', sec(1_402)))
  passTime(sec(1_450))
  expect(lines().slice(3)).toEqual([
    '1400 silent feed/pbx 1 cleared',
    '1402 break agent/a1 1 breached',
    '1450 wait queue/q1 1 breached 0',
  ])
})

test('a breach from before the gap stays open through it, and is over when nobody waits afterwards', () => {
  const { hear, passTime, lines } = watched()
  hear(event('contact.queued', 'c1', sec(0), { queue: 'q1' }))
  passTime(sec(61))
  hear(feedState('down', sec(62), 'silent'))
  passTime(sec(300))
  expect(lines()).toEqual(['60 wait queue/q1 1 breached 0'])
  hear(event('contact.left', 'c1', sec(301), { reason: 'lost' }))
  hear(event('contact.queued', 'c2', sec(301), { queue: 'q1' }))
  hear(feedState('live', sec(302)))
  expect(lines()).toEqual(['60 wait queue/q1 1 breached 0'])
  passTime(sec(302))
  expect(lines().at(-1)).toBe('302 wait queue/q1 1 cleared')
})
