import { expect, it } from 'vitest'
import { textIn, withText } from './local-text.ts'

it('a text is changed in one language, and stays as it is in the others', () => {
  const both = { en: 'Outage', 'zh-CN': '服务中断' }
  expect(withText(both, 'en', 'en', 'Down')).toEqual({ en: 'Down', 'zh-CN': '服务中断' })
  expect(withText({ ...both, fr: 'Panne' }, 'en', 'zh-CN', '')).toEqual({ en: 'Outage', fr: 'Panne' })
  expect(withText('Outage', 'en', 'zh-CN', '服务中断')).toEqual(both)
  expect(withText(both, 'en', 'zh-CN', '')).toBe('Outage')
  expect(withText('', 'zh-TW', 'zh-TW', '中斷')).toBe('中斷')
  expect(withText('Outage', 'en', 'en', '')).toBe('')
})

it('who reads a language without a text reads another', () => {
  expect(textIn({ en: 'Outage', 'zh-CN': '服务中断' }, 'zh-CN')).toBe('服务中断')
  expect(textIn({ en: 'Outage', 'zh-CN': '服务中断' }, 'zh-TW')).toBe('Outage')
  expect(textIn({ 'zh-CN': '服务中断' }, 'en')).toBe('服务中断')
  expect(textIn(undefined, 'en')).toBe('')
})
