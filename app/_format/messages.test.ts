import { expect, test } from 'vitest'
import common from '#messages/en.json' with { type: 'json' }
import office from '#messages/office/en.json' with { type: 'json' }
import { withSiteTerms } from './messages.ts'

const en = { ...common, ...office }

test("the site's own words replace ours: a term, or any text by its path, in each language its own", () => {
  const own = withSiteTerms(
    en,
    { queue: 'Skill group', 'wall.next': { en: 'Next up', 'zh-CN': '下一件' } },
    'en',
  )
  expect(own.term.queue).toBe('Skill group')
  expect(own.wall.next).toBe('Next up')
  expect(own.wall.longest).toBe(en.wall.longest)
})

test('a word that no screen has, or for another language only, changes nothing', () => {
  expect(
    withSiteTerms(en, { nonsense: 'x', 'a.b.c': 'x', wall: 'x', 'wall.next': { 'zh-TW': '下一件' } }, 'en'),
  ).toEqual(en)
})
