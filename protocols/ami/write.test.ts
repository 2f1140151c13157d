import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAmiParser } from './parse.ts'
import { ActionRefused, formatAction } from './write.ts'

test('an action is written as AMI reads it', () => {
  expect(formatAction('Login', { Username: 'dash', Secret: 'p: w' })).toBe(
    'Action: Login\r\nUsername: dash\r\nSecret: p: w\r\n\r\n',
  )
})

test('no value or name can make a header or an action of its own', () => {
  for (const value of ['a\r\nAction: Originate', 'a\nb', 'a\rb', 'a\0b'])
    expect(() => formatAction('Login', { Username: value })).toThrow(ActionRefused)
  for (const name of ['A: b\r\nC', '', 'a b', 'Ä'])
    expect(() => formatAction('Login', { [name]: 'x' })).toThrow(ActionRefused)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
      let written: string
      try {
        written = formatAction('Login', { Username: value })
      } catch (error) {
        expect(error).toBeInstanceOf(ActionRefused)
        return
      }
      expect(written.split('\r\n')).toHaveLength(4)
      // Read back as an event, it has the two headers and nothing else.
      const items = createAmiParser().push(Buffer.from(written.replace('Action', 'Event')))
      expect(items).toHaveLength(1)
    }),
  )
})
