import { expect, test } from 'vitest'
import { mergeLines } from './merge-lines.ts'

/** Guarantee: of two who edit the text at once neither loses a line, or both are told. */

const base = 'a: 1\nb: 2\nc: 3\nd: 4\n'

test('lines that one changed stand beside those of the other, whoever came first', () => {
  const mine = 'a: 1\nb: 2\nc: 3\nd: 5\ne: 6\n'
  const theirs = 'a: 0\nc: 3\nd: 4\n'
  expect(mergeLines(base, mine, theirs)).toBe('a: 0\nc: 3\nd: 5\ne: 6\n')
  expect(mergeLines(base, theirs, mine)).toBe('a: 0\nc: 3\nd: 5\ne: 6\n')
  expect(mergeLines(base, mine, base)).toBe(mine)
  expect(mergeLines(base, base, theirs)).toBe(theirs)
  expect(mergeLines(base, mine, mine)).toBe(mine)
})

test('the same lines, or two insertions at one place, are nobody’s to decide but the person’s', () => {
  expect(mergeLines(base, base.replace('2', '7'), base.replace('2', '8'))).toBe(null)
  expect(mergeLines(base, base.replace('1', '7').replace('4', '8'), base.replace('2', '8'))).toBe(null)
  expect(mergeLines(base, `${base}e: 5\n`, `${base}f: 6\n`)).toBe(null)
})
