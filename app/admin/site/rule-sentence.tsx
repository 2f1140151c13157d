'use client'
import { useTranslations } from 'use-intl/react'
import type { SectionItem } from './fields.ts'
import { isShare, measureKey } from './rule-measures.ts'
import { stepsText } from './steps-text.ts'

/** What begins or ends a clock, in plain words; what the catalogue does not know as it is written. */
function useEventText(): (entry: unknown) => string {
  const t = useTranslations('siteFile.when')
  return (entry) => {
    const type = typeof entry === 'string' ? entry : String((entry as { type?: unknown } | null)?.type ?? '')
    const key = type.replace('.', '_')
    return t.has(key as never) ? t(key as never) : type
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown) =>
  value === undefined ? '–' : typeof value === 'object' ? '…' : String(value)
const severities = ['info', 'warning', 'critical'] as const

/** A rule in a sentence, as it is being typed. */
export function RuleSentence({ rule }: { rule: SectionItem }) {
  const t = useTranslations('siteFile.rule')
  const word = useTranslations('siteFile.word')
  const eventText = useEventText()
  const measure = useTranslations('siteFile.measure')
  function figureText(figure: unknown): string {
    const key = measureKey(String(figure))
    return measure.has(key as never) ? measure(key as never) : textOf(figure)
  }
  const all = (value: unknown) => listOf(value).map(eventText).join(t('or'))
  const { kind, limit, due, calendar, warn } = rule
  const who = [rule.notify].flat().map(textOf).join(', ')
  const severity = word(severities.find((one) => one === rule.severity) ?? 'warning')

  function clock(): string {
    const by = limit === undefined ? textOf(due) : textOf(limit)
    const isAlways = calendar === undefined || calendar === 'always'
    const hours = isAlways ? t('always') : t('within', { calendar: String(calendar) })
    const early = listOf(warn).length === 0 ? '' : t('warned', { warn: listOf(warn).join(', ') })
    return t('clock', { start: all(rule.start), stop: all(rule.stop), limit: by, hours }) + early
  }
  function level(): string {
    const key = rule.below === undefined ? 'above' : 'below'
    const threshold = t(key, { value: stepsText(rule[key], isShare(rule.figure)) })
    const lasting = rule.for === undefined ? '' : t('for', { for: String(rule.for) })
    return t('level', { figure: figureText(rule.figure), threshold, for: lasting })
  }
  function count(): string {
    const times = t('count', { of: all(rule.of), limit: [limit].flat().map(textOf).join(', ') })
    return rule.within === undefined ? times : times + t('counted', { within: String(rule.within) })
  }
  const said = kind === 'clock' ? clock() : kind === 'count' ? count() : level()
  return (
    <p className="text-ink-2" data-part="sentence">
      {said}
      {t('told', { who, severity })}
    </p>
  )
}
