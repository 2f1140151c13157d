import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type RuleConfig, ruleSchema } from '#core/rules/rule-schema.ts'
import officeEn from '#messages/office/en.json' with { type: 'json' }
import { parseSite } from '#store/site-file/parse-site.ts'
import type { FieldSpec } from './field-spec.ts'
import type { SectionItem } from './fields.ts'
import { fieldsOfRule, newRule, withRuleField } from './rule-fields.ts'
import { measureKey } from './rule-measures.ts'
import { stepsIn, stepsText } from './steps-text.ts'

const words = officeEn.siteFile as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>
const named = (rule: SectionItem): SectionItem => ({ ...rule, id: 'new' })
const specOf = (rule: SectionItem, path: string) =>
  fieldsOfRule(rule, true).find((spec) => spec.path === path)
const wordsOf = (spec: FieldSpec | undefined): readonly string[] =>
  spec !== undefined && 'words' in spec && Array.isArray(spec.words) ? spec.words : []

/** A new rule of each kind about each subject, and of each figure and event that the form offers for it. */
const made: SectionItem[] = wordsOf(specOf(newRule, 'kind')).flatMap((kind) => {
  const first = withRuleField(newRule, 'kind', kind)
  return wordsOf(specOf(first, 'subject')).flatMap((subject) => {
    const about = withRuleField(first, 'subject', subject)
    const figures = wordsOf(specOf(about, 'figure')).map((one) => withRuleField(about, 'figure', one))
    const counts = wordsOf(specOf(about, 'of')).map((one) => withRuleField(about, 'of', [one]))
    return [about, ...figures, ...counts]
  })
})

it('whatever kind, subject, figure and event is chosen, the rule is one that can be saved', () => {
  expect(made.length).toBeGreaterThan(40)
  const wrong = made.flatMap((rule) => {
    const read = ruleSchema.safeParse(named(rule))
    return read.success ? [] : [[rule, read.error.issues[0]?.message]]
  })
  expect(wrong).toEqual([])
})

it('whatever the form offers has its words', () => {
  const lists: Readonly<Record<string, string>> = { events: 'when', measure: 'measure' }
  const missing = made.flatMap((rule) =>
    fieldsOfRule(rule, true).flatMap((spec) => {
      const known = words[lists[spec.kind] ?? 'word']!
      const labels = words.field!.rules as Readonly<Record<string, unknown>>
      const keyOf = (word: string) => (spec.kind === 'measure' ? measureKey(word) : word.replace('.', '_'))
      return [
        ...wordsOf(spec).filter((word) => known[keyOf(word)] === undefined),
        ...(labels[spec.path.replaceAll('.', '_')] === undefined ? [spec.path] : []),
      ]
    }),
  )
  expect([...new Set(missing)]).toEqual([])
})

it('a rule that the form cannot hold shows what it can, and keeps the rest', () => {
  const rule = {
    ...{ id: 'level', kind: 'level', subject: 'queue', figure: 'serviceLevelNow', below: [0.75, 0.6] },
    ...{ clear: 0.8, least: { offered: 20 }, for: '2m', when: { id: ['a'], channel: 'chat' } },
    ...{ severity: 'warning', notify: 'leads' },
  } satisfies SectionItem
  const paths = fieldsOfRule(rule, false).map(({ path }) => path)
  expect(paths).toEqual(['title', 'figure', 'below', 'for', 'when.id', 'notify', 'severity'])
  expect(withRuleField(rule, 'when.id', undefined)).toEqual({ ...rule, when: { channel: 'chat' } })
  expect(withRuleField(rule, 'below', 0.7)).toEqual({ ...rule, below: 0.7 })
})

it('steps are typed as one says them', () => {
  expect(stepsText([0.75, 0.6], true)).toBe('75%, 60%')
  expect(stepsIn('75%、60', true)).toEqual([0.75, 0.6])
  expect(stepsIn('60s, 3m', false)).toEqual(['60s', '3m'])
  expect(stepsIn('5', false)).toBe(5)
  expect(stepsIn(' ', false)).toBeUndefined()
})

it('rules of the example file can be looked at in the form', () => {
  const read = parseSite(readFileSync('config/site.yaml', 'utf8'))
  const rules: readonly RuleConfig[] = read.ok ? read.site.rules : []
  expect(rules.length).toBeGreaterThan(20)
  for (const rule of rules)
    expect(fieldsOfRule(rule as unknown as SectionItem, false).length).toBeGreaterThan(2)
})

it('a field that is emptied while one types stays, and another figure keeps when the rule is silent', () => {
  const begun: SectionItem = {
    ...{ id: 'r', kind: 'level', subject: 'queue', figure: 'waiting', above: 5 },
    ...{ while: { figure: 'available', above: 0 }, severity: 'warning', notify: 'leads' },
  }
  const { above: _emptied, ...typed } = begun
  const paths = (rule: SectionItem, from?: SectionItem) =>
    fieldsOfRule(rule, false, from).map(({ path }) => path)
  expect(paths(typed)).not.toContain('above')
  expect(paths(typed, begun)).toContain('above')
  expect(withRuleField(begun, 'figure', 'available').while).toEqual(begun.while)
})
