import { expect, test } from 'vitest'
import { packEntry, unpackEntry } from './entry-codec.ts'

const event = { id: '1', source: 'pbx', type: 'contact.queued', time: 5, subject: 'c', data: { queue: 'q' } }

test('an entry is read as it was written', () => {
  expect(unpackEntry('7-0', packEntry(event, 6))).toEqual({ pos: '7-0', at: 6, event })
  const clamped = { ...event, sentTime: 9 }
  expect(unpackEntry('7-1', packEntry(clamped, 6))).toEqual({ pos: '7-1', at: 6, event: clamped })
})

test.each([
  ['no JSON', 'poison', 'is no JSON'],
  ['cut in half', packEntry(event, 6).slice(0, 20), 'is no JSON'],
  ['an object', JSON.stringify(event), 'is JSON, but no event'],
  ['null', 'null', 'is JSON, but no event'],
  ['a short list', '[1,"a"]', 'is JSON, but no event'],
  ['no receipt', '["x","1","s","t",5,"u",{}]', 'has no time of receipt'],
  ['an id that is none', '[6,1,"s","t",5,"u",{}]', 'has no id, source, type or subject'],
  ['a NUL', '[6,"1","s","t",5,"u\\u0000",{}]', 'has no id, source, type or subject'],
  ['half a millisecond', '[6,"1","s","t",5.5,"u",{}]', 'has no time'],
  ['a year that no database keeps', '[6,"1","s","t",8640000000000000,"u",{}]', 'has no time'],
  ['no data', '[6,"1","s","t",5,"u",null]', 'has no data'],
  [
    'a well',
    `[6,"1","s","t",5,"u",${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}]`,
    'is nested deeper than 64 levels',
  ],
  ['a list for data', '[6,"1","s","t",5,"u",[]]', 'has no data'],
])('%s is passed by in its place', (_name, text, why) => {
  expect(unpackEntry('1700000000000-3', text)).toEqual({
    pos: '1700000000000-3',
    at: 1_700_000_000_000,
    event: {
      ...{ id: '1700000000000-3', source: 'system/log', type: 'log.unreadable' },
      ...{
        time: 1_700_000_000_000,
        subject: 'log/1700000000000-3',
        data: { why, raw: text.slice(0, 4_096) },
      },
    },
  })
})
