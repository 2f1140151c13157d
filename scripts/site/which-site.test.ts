import { describe, expect, it } from 'vitest'
import { whichSite } from './which-site.ts'

describe('the site whose set is exported', () => {
  it.each([
    ['that of the site file', ['a', 'b'], 'b', 'b'],
    ['the only one in force, whatever the site file here says', ['a'], 'other', 'a'],
    ['the only one in force, without a readable site file', ['a'], null, 'a'],
    ['none where nothing was ever in force', [], 'a', null],
    ['none where several are there and the site file names none of them', ['a', 'b'], 'c', null],
  ])('is %s', (_, known, ofFile, expected) => {
    expect(whichSite(known, ofFile)).toBe(expected)
  })
})
