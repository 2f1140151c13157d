import { expect, it } from 'vitest'
import { createFloor } from '#core/floor/create-floor.ts'
import { usualLimits } from '#core/site/limits.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import type { RejectedEvent } from '#store/rejected.ts'
import { noLimitWatch } from '../metrics/limit-watch.ts'
import { createOverfullNotes } from './overfull-notes.ts'

const NOW = Date.parse('2026-03-04T15:00:00+08:00')

it('that a contact has more events than are folded is counted, and said once among the refused ones of its feed', () => {
  const kept: [string, readonly RejectedEvent[]][] = []
  const met: unknown[] = []
  const notes = createOverfullNotes({
    rejected: { keep: async (feed, refused) => void kept.push([feed, refused]) },
    now: () => 5,
    limitWatch: { ...noLimitWatch, met: (limit, who, times = 1) => void met.push([limit, who, times]) },
    onFault: (error) => {
      throw error
    },
  })
  const site = siteSchema.parse({
    site: { id: 'test', timezone: 'Asia/Shanghai' },
    feeds: [{ id: 'pbx', kind: 'http', token: 'only-of-this-test' }],
    limits: { ...usualLimits, eventsPerEntity: 100 },
  })
  const floor = createFloor({ site })
  for (let number = 1; number <= 103; number++) {
    const event = {
      id: `e${number}`,
      source: 'pbx',
      type: 'contact.held',
      time: number,
      subject: 'K',
      data: {},
    }
    floor.apply({ pos: `1-${number}`, at: NOW + 1_000, event })
    notes(floor.takeChanged(), floor)
  }
  expect(met).toEqual(Array(3).fill(['eventsPerEntity', 'feed/pbx', 1]))
  expect(kept).toHaveLength(1)
  expect(kept[0]).toMatchObject(['pbx', [{ at: 5, code: 'too_many_events' }]])
  expect(kept[0]![1][0]!.message).toContain('contact/K')
})
