import { expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { FoldedFloor } from './folded-floor.ts'
import { leadLevels } from './lead-levels.ts'

const BEGAN = Date.UTC(2026, 10, 30, 9)
const site = siteSchema.parse({
  site: { id: 'levels' },
  queues: [{ id: 'q1' }],
  rules: [{ id: 'wait', kind: 'level', subject: 'queue', figure: 'now - oldestWaitingAt', above: '60s' }],
})

async function openFloor() {
  const floor = createFloor({ site, keepTransitions: true })
  let awaitsMore = false
  let seq = 0
  const said: AnyEvent[] = []
  floor.advance(BEGAN)
  const folded = { floor, foldedToEnd: async () => {}, pass: () => {} } as unknown as FoldedFloor
  const levels = await leadLevels(
    {
      log: { appendSystem: async (events) => events.map((event) => (said.push(event), 'accepted' as const)) },
      clock: { waitMs: () => 3_600_000 },
      floor: folded,
      at: () => floor.now,
      awaitsMore: () => awaitsMore,
      onFault(error) {
        throw error
      },
    },
    { key: '', term: 1 } as never,
  )
  const judge = () => levels.judge(floor.takeChanged())
  judge()
  return {
    said: async () => {
      await new Promise(setImmediate)
      return said.map(({ type, time }) => [type, (time - BEGAN) / 1_000])
    },
    stop: () => levels.stop(),
    hold(next: boolean) {
      awaitsMore = next
    },
    go(sec: number) {
      floor.advance(BEGAN + sec * 1_000)
      judge()
    },
    hear(sec: number, type: string, subject: string, data: Record<string, unknown>) {
      const time = BEGAN + sec * 1_000
      floor.apply({
        pos: `${++seq}-0`,
        at: time,
        event: { id: `e${seq}`, source: 'pbx', type, time, subject, data },
      })
      floor.advance(time)
      judge()
    },
  }
}

test('a figure that is right again while more is awaited was never said to be wrong', async () => {
  const on = await openFloor()
  on.hear(1, 'contact.queued', 'c1', { queue: 'q1' })
  on.go(60)
  on.hold(true)
  on.go(60.4)
  on.hear(60.6, 'contact.answered', 'c1', { agent: 'a1' })
  on.hold(false)
  on.go(61.2)
  on.go(90)
  expect(await on.said()).toEqual([])
  on.stop()
})

test('a figure that is wrong still is said at its own instant once nothing more is awaited', async () => {
  const on = await openFloor()
  on.hear(1, 'contact.queued', 'c1', { queue: 'q1' })
  on.hold(true)
  on.go(62)
  expect(await on.said()).toEqual([])
  on.hold(false)
  on.go(63)
  expect((await on.said()).map(([type, sec]) => [type, Math.round(Number(sec))])).toContainEqual([
    'rule.breached',
    61,
  ])
  on.stop()
})
