import type { Site } from '#core/site/site-schema.ts'
import { createDemoFloor } from '../../scripts/demo/model/demo-floor.ts'

const HOUR = 3_600_000

/**
 * What the demo's floor posts, days on end, as texts. Its signs of life are left out, as the demo itself leaves them
 * out of the past: they are a fifth of all and cost next to nothing.
 */
export function demoDays(site: Site, events: number): string[] {
  const start = Date.parse('2026-03-04T00:00:00+08:00')
  const floor = createDemoFloor({ site, seed: 'bench', source: 'demo', start })
  if (floor === null) throw new Error('the site file names no team that has both members and queues')
  const texts: string[] = []
  for (let until = start; texts.length < events; ) {
    until += HOUR
    for (const event of floor.advance(until))
      if (event.type !== 'feed.heartbeat') texts.push(JSON.stringify(event))
  }
  texts.length = events
  return texts
}
