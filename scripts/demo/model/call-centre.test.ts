import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createFloor } from '#core/create-floor.ts'
import { parseEvent } from '#core/event.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { beginningOf, createCallCentre } from './call-centre.ts'
import type { FloorMade } from './world.ts'

const site = siteSchema.parse(
  parse(readFileSync(new URL('../../../config/site.yaml', import.meta.url), 'utf8')),
)
const start = beginningOf(Date.parse('2026-03-04T10:00:00+08:00'))
const evening = Date.parse('2026-03-04T20:00:00+08:00')

const cloudEvent = ({ time, ...rest }: FloorMade) => ({
  specversion: '1.0',
  source: 'demo',
  time: new Date(time).toISOString(),
  ...rest,
})

function floorOf(seed: number) {
  const floor = createFloor({ site: { ...site, rules: [] } })
  let seq = 0
  for (const made of createCallCentre({ seed, start }).run(evening)) {
    const parsed = parseEvent(cloudEvent(made))
    if (!parsed.ok) throw new Error(`${made.type}: ${parsed.refusal.message}`)
    floor.apply({ pos: `${++seq}-0`, at: made.time, event: parsed.event })
  }
  return floor
}

describe('the simulated call centre', () => {
  it('is the same for the same seed, in steps of any length', () => {
    const whole = createCallCentre({ seed: 7, start }).run(evening)
    const stepped = createCallCentre({ seed: 7, start })
    const pieces: FloorMade[] = []
    for (let at = start; at <= evening; at += 977_000) pieces.push(...stepped.run(at))
    pieces.push(...stepped.run(evening))
    expect(pieces).toEqual(whole)
    expect(createCallCentre({ seed: 8, start }).run(evening)).not.toEqual(whole)
  })

  it.each([1, 2, 3, 4, 5])(
    'is believable on day %i: service level, abandons and occupancy as on a real floor',
    (seed) => {
      const floor = floorOf(seed)
      const board = floor.row('board', 'floor')!
      expect(board.offered).toBeGreaterThan(900)
      expect(board.serviceLevel).toBeGreaterThan(0.7)
      expect(board.serviceLevel).toBeLessThan(0.95)
      expect(board.abandonRate).toBeGreaterThan(0.02)
      expect(board.abandonRate).toBeLessThan(0.08)
      const shares = [...floor.ids('agent')].flatMap((id) => floor.row('agent', id)!.occupancy ?? [])
      const occupancy = shares.reduce((sum, share) => sum + share, 0) / shares.length
      expect(occupancy).toBeGreaterThan(0.7)
      expect(occupancy).toBeLessThan(0.88)
    },
  )
})
