import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { checkSite } from '#core/site/check-site.ts'
import { holidayDates } from '#platform/holidays.ts'
import { parseSite } from './site-file/parse-site.ts'

it.each(['config/site.yaml', 'scenarios/site.yaml'])('%s is sound: no error, no warning', async (file) => {
  const parsed = parseSite(await readFile(new URL(`../${file}`, import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  expect(checkSite(parsed.site, holidayDates)).toEqual([])
})

it('the default rules have titles in all three languages and say in a sentence before each what it is for', async () => {
  const text = await readFile(new URL('../config/site.yaml', import.meta.url), 'utf8')
  const parsed = parseSite(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  for (const rule of parsed.site.rules) {
    expect(Object.keys(rule.title ?? {})).toEqual(['en', 'zh-CN', 'zh-TW'])
    expect(text).toMatch(new RegExp(`  # [^\\n]{20,}\\.\\n  - id: ${rule.id}\\n`))
  }
})
