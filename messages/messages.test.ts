import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { reasonKeys } from '#core/cases/entities/case/case-order.ts'
import { faultKeys } from '#core/config/fault-words.ts'
import { eventData } from '#core/event/event-data.ts'
import assistantEn from './assistant/en.json' with { type: 'json' }
import assistantZhCN from './assistant/zh-CN.json' with { type: 'json' }
import assistantZhTW from './assistant/zh-TW.json' with { type: 'json' }
import checksEn from './checks/en.json' with { type: 'json' }
import checksCN from './checks/zh-CN.json' with { type: 'json' }
import checksTW from './checks/zh-TW.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import officeEn from './office/en.json' with { type: 'json' }
import officeZhCN from './office/zh-CN.json' with { type: 'json' }
import officeZhTW from './office/zh-TW.json' with { type: 'json' }
import zhCN from './zh-CN.json' with { type: 'json' }
import zhTW from './zh-TW.json' with { type: 'json' }

type Tree = { [key: string]: string | Tree }

/** Every text of a catalogue by its path. */
function texts(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(`${path}${key}`, value)
    else for (const [inner, text] of texts(value, `${path}${key}.`)) found.set(inner, text)
  }
  return found
}

/** The names of a text's values and tags, which every language must use alike. */
function placeholders(text: string): string[] {
  const values = [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name!)
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`)
  return [...new Set([...values, ...tags])].sort()
}

const catalogues: [string, Tree, Tree][] = [
  ['zh-CN', zhCN, en],
  ['zh-TW', zhTW, en],
  ['zh-CN of the office', officeZhCN, officeEn],
  ['zh-TW of the office', officeZhTW, officeEn],
  ['zh-CN of the assistant', assistantZhCN, assistantEn],
  ['zh-TW of the assistant', assistantZhTW, assistantEn],
]

test.each(catalogues)('%s says everything that en says, and nothing else', (_, catalogue, english) => {
  expect([...texts(catalogue).keys()].sort()).toEqual([...texts(english).keys()].sort())
})

test.each(catalogues)('%s uses the same values and tags in every text', (_, catalogue, english) => {
  const source = texts(english)
  for (const [path, text] of texts(catalogue))
    expect([path, placeholders(text)]).toEqual([path, placeholders(source.get(path)!)])
})

test('what a form can do wrong in the site file has a sentence', () => {
  const said = Object.keys(officeEn.siteFile.fault)
  expect(said.toSorted()).toEqual(faultKeys.toSorted())
})

test('every language has the sentences of the checks', () => {
  for (const catalogue of [checksCN, checksTW])
    expect([...texts(catalogue).keys()].sort()).toEqual([...texts(checksEn).keys()].sort())
})

test('every reason that a case can stand where it stands for has a sentence', () => {
  for (const key of reasonKeys) expect(en.reason).toHaveProperty(key)
})

/** Told by the sentences of what was said or decided, or not part of a case's timeline. */
const without = /^(agent|allowance|notice|feed)\./
const variants: Record<string, string[]> = {
  'case.replied': ['case_replied_answer', 'case_replied_refused', 'case_replied_progress'],
  'approval.decided': ['approval_decided_granted', 'approval_decided_refused'],
  'handoff.time_decided': ['handoff_time_decided_granted', 'handoff_time_decided_refused'],
}

test('every event of a case and its family has a sentence in the timeline', () => {
  for (const type of Object.keys(eventData)) {
    if (without.test(type)) continue
    for (const key of variants[type] ?? [type.replace('.', '_')]) expect(en.event).toHaveProperty(key)
  }
})

test.each([
  ['en', en],
  ['zh-CN', zhCN],
  ['zh-TW', zhTW],
])('in %s a sentence without an amount or a time has no hole where it would stand', (locale, messages) => {
  const t = createTranslator({ locale, messages, namespace: 'event' })
  const missing = { who: '何佳', money: '', priced: 'no', due: '–', dated: 'no' }
  const named = { who: '何佳', money: '355 CNY', priced: 'yes', due: '18:00', dated: 'yes' }
  for (const key of ['case_replied_answer', 'case_replied_refused'] as const) {
    expect(t(key, missing)).not.toMatch(/\s[:：]|\s$/)
    expect(t(key, named)).toContain(' 355 CNY')
  }
  for (const key of ['case_replied_progress', 'callback_requested'] as const) {
    expect(t(key, missing)).not.toContain('–')
    expect(t(key, named)).toContain('18:00')
  }
})

test('words that the trade does not use do not stand on a screen', () => {
  const all = [...texts(zhCN).values(), ...texts(zhTW).values()].join('\n')
  for (const word of ['代理', '联系人', '回访', '接触后', '捨棄', '服務層級']) expect(all).not.toContain(word)
  expect([...texts(zhTW).values()].join('\n')).not.toContain('審批')
})

test('there is one word for one thing', () => {
  const says = (...catalogues: Tree[]) =>
    catalogues
      .flatMap((catalogue) => [...texts(catalogue)])
      .filter(([path]) => path !== 'case.promiseText')
      .map(([, text]) => text)
      .join('\n')
  const cn = ['您', '刻钟', '至今日', '无主', '无人盯', '还欠', '没有应答', '提醒已']
  const tw = ['中國和台灣', '你', '綁定', '刻鐘', '無主', '無人看管', '還欠', '應答（', '站台', '在崗']
  const inCN = says(zhCN, officeZhCN, assistantZhCN)
  const inTW = says(zhTW, officeZhTW, assistantZhTW)
  const inEnglish = says(en, officeEn, assistantEn)
  for (const word of cn) expect([word, inCN.includes(word)]).toEqual([word, false])
  for (const word of tw) expect([word, inTW.includes(word)]).toEqual([word, false])
  const english = [
    'word is owed',
    'not heard',
    'put off',
    'untaken',
    'Orphan',
    'Unwatched',
    'until now is',
    'on every way',
    'mended',
  ]
  for (const word of english) expect([word, inEnglish.includes(word)]).toEqual([word, false])
})
