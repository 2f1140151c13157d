import { describe, expect, it } from 'vitest'
import { emptySite } from '../site/site-schema.ts'
import { createFeedBook } from './feed-book.ts'

const site = { ...emptySite(), feeds: [{ id: 'pbx', kind: 'http', silentAfter: '60s' }] }
const event = (id: string, time: number, type = 'contact.queued') => ({
  ...{ id, source: 'pbx', type, time, subject: 'c1', data: {} },
})

function bookAt(...heard: number[]) {
  const book = createFeedBook()
  book.configure(site)
  for (const at of heard) book.hear(event(`e${at}`, at), at, 0)
  return book
}

describe('a feed', () => {
  it('is down until it was heard, late after its silence, down after three times that', () => {
    expect(createFeedBook().row('pbx', 0, 0)).toBeNull()
    expect(bookAt().row('pbx', 0, 0)?.state).toBe('down')
    const book = bookAt(1_000)
    expect(book.row('pbx', 60_999, 0)?.state).toBe('live')
    expect(book.row('pbx', 61_000, 0)?.state).toBe('late')
    expect(book.row('pbx', 181_000, 0)?.state).toBe('down')
  })

  it('tells the exact instants of its silence, also after it was heard again', () => {
    const book = bookAt(1_000, 30_000)
    const told: [number, string[]][] = []
    for (let next = book.nextInstant(); next !== null; next = book.nextInstant())
      told.push([next, book.advance(next)])
    expect(told.filter(([, ids]) => ids.length > 0)).toEqual([
      [90_000, ['pbx']],
      [210_000, ['pbx']],
    ])
  })

  it('counts what it sent today, and its heartbeats do not count as events of the floor', () => {
    const book = bookAt(1_000)
    book.hear(event('beat', 9_000, 'feed.heartbeat'), 9_000, 0)
    expect(book.row('pbx', 9_000, 0)).toMatchObject({ accepted: 2, sends: ['contact'] })
    expect(book.row('pbx', 9_000, 0)?.lastEventAt).toBe(new Date(1_000).toISOString())
    expect(book.row('pbx', 9_000, 86_400_000)).toMatchObject({ accepted: 0 })
  })

  it('is gone with the site file that names it no more, whatever it still says and a snapshot holds', () => {
    const book = bookAt(1_000)
    book.hear({ ...event('web-1', 1_000), source: 'web' }, 1_000, 0)
    expect(book.configure(emptySite())).toEqual(['pbx'])
    book.hear(event('under-way', 2_000), 2_000, 0)
    const loaded = createFeedBook()
    loaded.configure(emptySite())
    loaded.load(book.dump())
    for (const one of [book, loaded]) {
      one.hear(event('later', 3_000), 3_000, 0)
      expect([...one.ids()]).toEqual(['web'])
      expect(one.row('pbx', 400_000, 0)).toBeNull()
      expect(one.advance(400_000)).toEqual([])
      // Nobody named this one ever: it is known by what it says.
      expect(one.row('web', 400_000, 0)).toMatchObject({ state: 'live', accepted: 1 })
    }
  })

  it('that is named again begins anew', () => {
    const book = bookAt(1_000)
    book.configure(emptySite())
    book.configure(site)
    expect(book.row('pbx', 2_000, 0)).toMatchObject({ state: 'down', lastHeardAt: null, accepted: 0 })
    book.hear(event('again', 3_000), 3_000, 0)
    expect(book.row('pbx', 3_000, 0)).toMatchObject({ state: 'live', accepted: 1 })
    expect(book.advance(63_000)).toEqual(['pbx'])
  })
})
