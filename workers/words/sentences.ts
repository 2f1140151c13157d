import { createTranslator } from 'use-intl/core'
import { moneyText } from '#core/access/money.ts'
import type { Language } from '#core/config/languages.ts'
import type { MachineNote } from '#core/machine/machine-note.ts'
import type { Severity } from '#core/rows/row.ts'
import en from '#messages/en.json' with { type: 'json' }
import { sentenceSpan } from '#messages/span.ts'
import zhCN from '#messages/zh-CN.json' with { type: 'json' }
import zhTW from '#messages/zh-TW.json' with { type: 'json' }

type Catalogue = Pick<typeof en, 'notification' | 'machineNote' | 'duration'>

/** The sentences of messages in one language, from the same catalogues as the pages. */
export interface Sentences {
  readonly language: Language
  readonly t: ReturnType<typeof translatorOf>
  /** What a subject is called, by the word before its slash. */
  subject(kind: string): string
  machine(note: MachineNote): string
  /** A span of time as one says it: "20 min", "1 h 5 min". */
  span(ms: number): string
  /** A sum of money as the language writes it. */
  sum(sum: { readonly amount: number; readonly currency: string | null }): string
  /** Numbers by severity in one line. */
  counts(parts: readonly { readonly severity: Severity; readonly count: number }[]): string
}

function translatorOf(locale: Language, messages: Catalogue) {
  return createTranslator({
    locale,
    messages,
    namespace: 'notification',
    onError(error) {
      throw error
    },
  })
}

function sentencesOf(language: Language, messages: Catalogue): Sentences {
  const t = translatorOf(language, messages)
  const machine = createTranslator({ locale: language, messages, namespace: 'machineNote' })
  const span = (ms: number) => sentenceSpan(ms / 1_000, messages.duration.spoken)
  return {
    ...{ language, t, span },
    subject: (kind) => (kind in messages.notification.subject ? t(`subject.${kind as 'case'}`) : kind),
    machine: ({ code, ...values }) => {
      const time = 'seconds' in values ? { time: span(values.seconds * 1_000) } : {}
      return machine(code, { ...values, ...time } as never)
    },
    sum: ({ amount, currency }) => moneyText(amount, currency, language),
    counts: (parts) =>
      parts.map(({ severity, count }) => t(`counted.${severity}`, { count })).join(t('between')),
  }
}

const ALL: Readonly<Record<Language, Sentences>> = {
  en: sentencesOf('en', en),
  'zh-CN': sentencesOf('zh-CN', zhCN),
  'zh-TW': sentencesOf('zh-TW', zhTW),
}

/** The sentences of a language; English where there are none. */
export function sentencesIn(language: string): Sentences {
  return ALL[language as Language] ?? ALL.en
}
