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
})
