import { createTranslator } from 'use-intl/core'
import type { Language } from '#core/config/languages.ts'
import en from '#messages/checks/en.json' with { type: 'json' }
import zhCN from '#messages/checks/zh-CN.json' with { type: 'json' }
import zhTW from '#messages/checks/zh-TW.json' with { type: 'json' }

type Level = 'good' | 'warning' | 'fault'
export type CheckPart = keyof typeof en.part
export type CheckSentence = keyof typeof en.say

/** A sentence of the catalogues with its values; a list of sentences becomes one text. */
interface Sentence {
  readonly say: CheckSentence
  readonly values: Values
}
export type Values = Readonly<Record<string, string | number | readonly Sentence[]>>

/** What a check found, in the words of the catalogues. */
interface CatalogueFinding extends Sentence {
  readonly part: CheckPart
  /** Which feed, lane … it is. */
  readonly id: string
}

/** One line of the doctor, and of the operations page where its words stand in the catalogues. */
export interface Finding {
  /** Warning, fault: something should be, or must be, other than it is; `text` ends with what to do. */
  readonly level: Level
  readonly about: string
  readonly text: string
  /** Missing: what only the doctor finds. */
  readonly worded?: CatalogueFinding
}

const plain = (level: Level) => (about: string, text: string) => ({ level, about, text })

export const good: (about: string, text: string) => Finding = plain('good')
export const warning: (about: string, text: string) => Finding = plain('warning')
export const fault: (about: string, text: string) => Finding = plain('fault')

const CATALOGUES: Readonly<Record<Language, typeof en>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW }

/** The words of one language; `instant` writes a time (RFC 3339) as its reader knows it. */
function wordsIn(locale: Language, instant: (text: string) => string) {
  const messages = CATALOGUES[locale]
  const options = { locale, messages, onError: throwIt }
  const part = createTranslator({ ...options, namespace: 'part' })
  const say = createTranslator({ ...options, namespace: 'say' })

  function shown(name: string, value: Values[string]): string | number {
    if (typeof value === 'object')
      return value.map((one) => sentence(one.say, one.values)).join(messages.between)
    return (name === 'at' || name === 'since') && typeof value === 'string' ? instant(value) : value
  }
  function sentence(code: CheckSentence, values: Values): string {
    const shownValues = Object.entries(values).map(([name, value]) => [name, shown(name, value)])
    return say(code, Object.fromEntries(shownValues))
  }
  return { about: (name: CheckPart, id: string) => part(name, { id }), sentence }
}

function throwIt(error: Error): never {
  throw error
}

const english = wordsIn('en', (text) => text)

/** A finding in the words of the catalogues: of a part (and which one, by its id), with the values of the sentence. */
export function tell(
  level: Level,
  part: CheckPart,
  say: CheckSentence,
  values: Values = {},
  id = '',
): Finding {
  const worded = { part, id, say, values }
  return { level, about: english.about(part, id), text: english.sentence(say, values), worded }
}

/** Findings as the pages show them, in the reader's language and the site's time. */
export function findingsIn(findings: readonly Finding[], language: Language, timezone: string) {
  const format = new Intl.DateTimeFormat(language, {
    ...{ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ hourCycle: 'h23', timeZone: timezone },
  })
  const instant = (at: string) => (Number.isNaN(Date.parse(at)) ? at : format.format(new Date(at)))
  const words = wordsIn(language, instant)
  return findings.map(({ level, about, text, worded }) =>
    worded === undefined
      ? { level, about, text }
      : {
          level,
          about: words.about(worded.part, worded.id),
          text: words.sentence(worded.say, worded.values),
        },
  )
}

const MARK = { good: 'good   ', warning: 'look   ', fault: 'FIX    ' }

export function findingLine({ level, about, text }: Finding): string {
  return `${MARK[level]} ${about}: ${text}`
}

/** What a store says that does not answer. The address is not repeated: it may hold a password. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  // An address of several hosts that all refuse has no message of its own.
  return message || code || 'no answer'
}
