import { expect, test } from 'vitest'
import type { LogEntry } from '../event/event.ts'
import { siteSchema } from '../site/site-schema.ts'
import { createFloor } from './create-floor.ts'

const DAY = 86_400_000
const START = Date.parse('2026-01-05T01:00:00Z')
const site = siteSchema.parse({ site: { id: 'over', timezone: 'Asia/Shanghai' } })

let count = 0
const said = (day: number, type: string, subject: string, data: Record<string, unknown> = {}): LogEntry => {
  const time = START + day * DAY
  return {
    pos: `${time}-0`,
    at: time,
    event: { id: `e${count++}`, source: 'crm', type, time, subject, data },
  }
}
const life = [
  said(0, 'contact.queued', 'K1', { queue: 'care', case: 'C1' }),
  said(0.1, 'case.opened', 'C1', { kind: 'complaint', title: 'bill', contact: 'K1' }),
  said(0.2, 'contact.ended', 'K1'),
  said(1, 'case.resolved', 'C1'),
  said(5, 'contact.rated', 'K1', { score: 4, of: 5 }),
]

test.each([
  [true, 'bill', 'contact.rated'],
  [false, undefined, undefined],
])(
  'what is heard of a case days after its end finds it where the floor keeps what is over (%s)',
  (keepsOver, title, last) => {
    const floor = createFloor({ site, keepsOver })
    for (const entry of life) floor.apply(entry)
    floor.settle()
    floor.advance(START + 10 * DAY)
    expect(floor.row('case', 'C1')?.title).toBe(title)
    expect(floor.timeline('C1').at(-1)?.type).toBe(last)
  },
)
