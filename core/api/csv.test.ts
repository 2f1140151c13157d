import { expect, test } from 'vitest'
import { csvText, plainCell } from './csv.ts'

test('a cell that a spreadsheet would take for a formula is marked as text; numbers below 0 stay numbers', () => {
  expect(['=HYPERLINK("x")', '+1', '-1', '@a', '\tx', '\r=1', 'a=1', '–', ''].map(plainCell)).toEqual([
    '\'=HYPERLINK("x")',
    "'+1",
    "'-1",
    "'@a",
    "'\tx",
    "'\r=1",
    'a=1',
    '–',
    '',
  ])
  expect(csvText([['=1+1', -3, null, 'a "b", c']])).toBe('\ufeff\'=1+1,-3,,"a ""b"", c"\r\n')
})
