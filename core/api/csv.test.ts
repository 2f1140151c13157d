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

test('wide signs begin a formula, too, and what stands behind a semicolon or a tab begins no cell', () => {
  expect(['＝1+1', '＋1', '－1', '＠a'].map(plainCell)).toEqual(["'＝1+1", "'＋1", "'－1", "'＠a"])
  expect(csvText([['a;=1+1', 'b\t=1', 'c']])).toBe('\ufeff"a;=1+1","b\t=1",c\r\n')
})
