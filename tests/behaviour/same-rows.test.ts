import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { chanceFrom, randomEvents } from '#core/floor/random-floor-for-test.ts'
import { rowTypes } from '#core/rows/row.ts'
import { siteSchema } from '#core/site/site-schema.ts'

const HISTORIES = 200
const EVENTS = 150
const MINUTE = 60_000
/** How long a history takes: in a minute nearly all is late, in a day alarms, resting and the turn of the day have their part. */
const SPREADS = [MINUTE, 20 * MINUTE, 120 * MINUTE, 1_440 * MINUTE]

/** The site's day turns in the middle of each. */
const MIDNIGHT = Date.parse('2026-03-04T00:00:00+08:00')
const site = siteSchema.parse(parse(readFileSync(new URL('../../config/site.yaml', import.meta.url), 'utf8')))

function rowsAfter(events: readonly AnyEvent[], spread: number): string {
  const floor = createFloor({ site })
  for (const [number, event] of events.entries()) {
    const at = Math.floor(MIDNIGHT - spread / 2 + 1_000 + (number / events.length) * spread)
    floor.apply({ pos: `1-${number + 1}`, at, event })
  }
  floor.advance(MIDNIGHT + spread + 60 * MINUTE)
  floor.settle()
  return JSON.stringify(
    rowTypes.map((type) => [type, [...floor.ids(type)].sort().map((id) => floor.row(type, id))]),
  )
}

/** Whoever moves code or names things anew changes no row by it; who changes rows on purpose writes the digests anew (`-u`). */
test('200 random histories come to the rows that they came to before, byte for byte', async () => {
  const digests = Array.from({ length: HISTORIES }, (_, seed) => {
    const spread = SPREADS[seed % SPREADS.length]!
    const rows = rowsAfter(randomEvents(chanceFrom(seed + 1), EVENTS, MIDNIGHT, spread), spread)
    return `${seed} ${createHash('sha256').update(rows).digest('hex').slice(0, 24)}`
  })
  await expect(`${digests.join('\n')}\n`).toMatchFileSnapshot('../fixtures/rows-of-histories.txt')
})
