import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { languages } from '#core/config/languages.ts'
import en from '#messages/checks/en.json' with { type: 'json' }
import { type CheckSentence, findingsIn, tell } from './finding.ts'

/** A value for each name that some sentence has. */
const values = Object.fromEntries(
  Object.values(en.say).flatMap((text) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => [name!, 7])),
)
const instant = '2026-11-29T08:00:00.000Z'
const codes = Object.keys(en.say) as CheckSentence[]

it.each(languages)('every sentence of the checks can be said in %s', (language) => {
  const all = { ...values, at: instant, since: instant }
  const said = findingsIn(
    codes.map((code) => tell('warning', 'archive', code, all)),
    language,
    'Asia/Taipei',
  )
  for (const { text } of said) expect(text).not.toMatch(/[{}]|undefined/)
  expect(new Set(said.map(({ text }) => text)).size).toBe(codes.length)
})

it('says what doctor says, in the reader’s language and the site’s time', () => {
  const kept = ['events', 'audit'].map((what) => ({ say: 'older', values: { what, days: 400 } }) as const)
  const found = tell('warning', 'retention', 'retention_late', { wanted: kept, since: instant })
  expect(found.text).toBe(
    `events older than 400 days, audit records older than 400 days should go, and none have since ${instant}: see "retention" in logs/workers.log`,
  )
  expect(findingsIn([found], 'zh-CN', 'Asia/Taipei')).toEqual([
    {
      ...{ level: 'warning', about: '保留期限' },
      text: expect.stringMatching(
        /^应删除：事件 400 天以前的、审计记录 400 天以前的；自 11月29日 16:00 起未执行/,
      ),
    },
  ])
})

it('whatever is found wrong is said with what to do about it, in each language', () => {
  const sources = ['.', '../../scripts/doctor'].flatMap((folder) => {
    const at = join(import.meta.dirname, folder)
    return readdirSync(at)
      .filter((name) => /^[a-z-]+\.ts$/.test(name))
      .map((name) => readFileSync(join(at, name), 'utf8'))
  })
  const wrong = sources.flatMap((text) =>
    [...text.matchAll(/tell\(\s*'(?:fault|warning)',\s*[^,]+,\s*'(\w+)'/g)].map(
      ([, code]) => code as CheckSentence,
    ),
  )
  expect(wrong.length).toBeGreaterThan(20)
  for (const language of languages) {
    const all = { ...values, at: instant, since: instant }
    const said = findingsIn(
      wrong.map((code) => tell('fault', 'archive', code, all)),
      language,
      'Asia/Taipei',
    )
    // What is wrong, and behind it what to do.
    expect(said.filter(({ text }) => !/[:：;；.。].*\S/.test(text.replace(/\d\d:\d\d/g, '')))).toEqual([])
  }
})
