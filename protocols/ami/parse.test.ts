import fc from 'fast-check'
import { expect, test } from 'vitest'
import { header } from './message.ts'
import { type AmiItem, createAmiParser } from './parse.ts'

const BANNER = 'Asterisk Call Manager/11.0.0\r\n'
const JOIN =
  'Event: QueueCallerJoin\r\nUniqueid: 1.2\r\nCallerIDName: Ольга Иванова\r\nAccountCode: \r\nQueue: a: b\r\n\r\n'

function whole(bytes: Uint8Array, cuts: readonly number[] = []): AmiItem[] {
  const parser = createAmiParser()
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  let from = 0
  return [...places, bytes.length].flatMap((to) => {
    const items = parser.push(bytes.subarray(from, to))
    from = to
    return items
  })
}

test('a stream is read the same however its bytes are cut, also inside a character', () => {
  const bytes = Buffer.from(`${BANNER}${JOIN}Response: Success\r\nActionID: x\r\n\r\n`)
  const expected = whole(bytes)
  expect(expected.map((item) => item.is)).toEqual(['banner', 'message', 'message'])
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
      expect(whole(bytes, cuts)).toEqual(expected)
    }),
  )
})

test('headers: values with colons, empty ones, names without case, the first of repeated ones', () => {
  const [item] = whole(
    Buffer.from('Event: UserEvent\r\nUniqueID: own\r\nEmpty: \r\nuniqueid: forged\r\nQueue: a: b\r\n\r\n'),
  )
  if (item?.is !== 'message') throw new Error('no message')
  expect(header(item.message, 'Uniqueid')).toBe('own')
  expect(header(item.message, 'Empty')).toBe('')
  expect(header(item.message, 'Queue')).toBe('a: b')
  expect(item.message.headers).toHaveLength(5)
})

test('random bytes neither throw nor keep more than a line, and a message after them is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4_000 }), (noise) => {
      const parser = createAmiParser({ lineBytes: 1_000, headers: 50 })
      parser.push(noise)
      expect(parser.held).toBeLessThanOrEqual(1_000)
      const after = parser.push(Buffer.from(`\r\n\r\n${JOIN}`))
      expect(after.at(-1)).toMatchObject({ is: 'message', message: { name: 'QueueCallerJoin' } })
    }),
    { numRuns: 500 },
  )
})

test('a line without end and a message without end are dropped and counted, what follows is read', () => {
  const parser = createAmiParser({ lineBytes: 100, headers: 3 })
  expect(parser.push(Buffer.from(`Event: ${'x'.repeat(500)}`))).toEqual([
    { is: 'bad', reason: 'line_too_long' },
  ])
  expect(parser.push(Buffer.from('still the same line\r\n\r\n'))).toEqual([])
  const long = parser.push(Buffer.from('Event: A\r\nB: 1\r\nC: 2\r\nD: 3\r\n\r\n'))
  expect(long).toEqual([{ is: 'bad', reason: 'message_too_large' }])
  expect(parser.push(Buffer.from('Event: A\r\n\r\n'))).toMatchObject([{ is: 'message' }])
})

test('lines that are no headers are counted and cost their message nothing', () => {
  const items = whole(Buffer.from('Event: A\r\nnothing here\r\nB: 1\r\n\r\nGoodbye: x\r\n\r\n'))
  expect(items).toMatchObject([
    { is: 'bad', reason: 'no_colon' },
    { is: 'message', message: { name: 'A' } },
    { is: 'bad', reason: 'neither_event_nor_response' },
  ])
})
