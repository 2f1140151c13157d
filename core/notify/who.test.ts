import { expect, test } from 'vitest'
import { readWho, whoOf, whoText } from './who.ts'

test('whom a step tells is written as it was read', () => {
  const words = [
    'owner',
    'leads',
    'supervisors',
    'department',
    'role:admin',
    'person:lin',
    'roster:night',
    'team:a:b',
  ]
  expect(words.map((word) => whoText(whoOf(word)))).toEqual(words)
})

test('a word that names nobody is refused, and not taken for a person', () => {
  for (const word of ['', 'lead', 'person', 'person:', 'role:boss', 'queue:care', ':lin'])
    expect([word, readWho(word)]).toEqual([word, null])
  expect(() => whoOf('everybody')).toThrow('everybody')
})
