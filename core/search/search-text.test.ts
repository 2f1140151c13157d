import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldedText, gramsOf, hasWords, queryGrams } from './search-text.ts'

test.each([
  ['王小明', '王', true],
  ['王小明', '小明', true],
  ['王小明', '王明', false],
  ['Router does not start', 'router start', true],
  ['Router does not start', 'outer', true],
  ['Router does not start', 'ro', true],
  ['Router does not start', 'ou', false],
  ['C-1042 宽带断网', 'c-1042', true],
  ['C-1042 宽带断网', '断网', true],
  ['ＡＢＣ公司', 'abc公司', true],
  ['anything', '', false],
  ['anything', '%', false],
  ['anything', '___', false],
  ['=HYPERLINK("x")', 'hyperlink', true],
])('in "%s" "%s" is found: %s', (text, typed, found) => {
  expect(hasWords(text, typed)).toBe(found)
})

test('whatever has all words has all grams that it is looked for by', () => {
  const text = fc.array(fc.constantFrom('王', '小', '明', 'a', 'b', '1', ' ', '-', '%', '_', "'"), {
    maxLength: 24,
  })
  fc.assert(
    fc.property(text, fc.nat(20), fc.nat(8), (letters, from, length) => {
      const whole = letters.join('')
      const part = letters.slice(from, from + length).join('')
      if (!hasWords(whole, part)) return
      const grams = new Set(gramsOf(whole))
      for (const gram of queryGrams(part)) expect(grams).toContain(gram)
    }),
  )
})

test('a text of 10,000 characters is cut, a wildcard is no word', () => {
  expect(foldedText('x'.repeat(10_000))).toHaveLength(200)
  expect(queryGrams('% _ * \\')).toEqual([])
})
