'use client'
import { useLocale, useTranslations } from 'use-intl/react'
import type { RuleFacts } from '#core/site/site-facts.ts'
import { useFacts } from '../_shell/facts.ts'
import { createOpeningText } from './opening-text.ts'

/** Making a format of the browser's costs more than a hundred uses of it: a page has one of each. */
const made = new Map<string, ReturnType<typeof createFormats>>()

function createFormats(locale: string, timezone: string | undefined) {
  const whole = new Intl.NumberFormat(locale)
  const mean = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const shareFine = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', hourCycle: 'h23', timeZone: timezone })
  const timeSec = new Intl.DateTimeFormat(locale, {
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: timezone,
  })
  const dayTime = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  })
  const dayTimeSec = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: timezone })
  const by = createOpeningText(locale, timezone ?? 'UTC')
  const dash = '–'
  return {
    count: (value: number | null) => (value === null ? dash : whole.format(value)),
    /** A mean of counts, to a tenth. */
    mean: (value: number | null) => (value === null ? dash : mean.format(value)),
    share: (value: number | null) => (value === null ? dash : share.format(value)),
    shareFine: (value: number | null) => (value === null ? dash : shareFine.format(value)),
    time: (at: string | number) => time.format(new Date(at)),
    timeSec: (at: string | number) => timeSec.format(new Date(at)),
    dayTime: (at: string | number) => dayTime.format(new Date(at)),
    dayTimeSec: (at: string | number) => dayTimeSec.format(new Date(at)),
    /** A time to come as one says it now: with its day unless that is today's. */
    by: (at: string | number, now: number) => by(new Date(at).getTime(), now),
    date: (at: string | number) => date.format(new Date(at)),
  }
}

/** Numbers, shares and times of the site, in the reader's language. */
export function useFormats() {
  const locale = useLocale()
  const { timezone } = useFacts()
  const key = `${locale} ${timezone}`
  const formats = made.get(key) ?? createFormats(locale, timezone)
  made.set(key, formats)
  return formats
}

/** A rule's title in the reader's language, else in English, else its id. */
export function useRuleTitle(): (rule: RuleFacts | undefined, id: string) => string {
  const locale = useLocale()
  return (rule, id) => rule?.title[locale] ?? rule?.title.en ?? id
}

/** The word for a value that may be one the catalogue does not know (an open word of a feed): then the value itself. */
export function useOpenWord(
  namespace: 'kind' | 'channel' | 'awayReason' | 'doing' | 'priority' | 'origin' | 'sumKind',
): (value: string) => string {
  const t = useTranslations(namespace)
  return (value) => (t.has(value as never) ? t(value as never) : value)
}
