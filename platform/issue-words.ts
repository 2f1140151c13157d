import type { z } from 'zod'
import type { FaultKey, FaultWords } from '#core/config/fault-words.ts'

/** Sentences of schemas by how they begin; what was typed may stand before them in quotes. */
const known: readonly (readonly [beginning: string, key: FaultKey])[] = [
  ['must be 1–128 printable', 'ascii'],
  ['must be 1–120 printable', 'ascii'],
  ['must be a duration', 'duration'],
  ['must be an IANA time zone', 'timezone'],
  ['must be a date', 'date'],
  ['must be HH:MM-HH:MM', 'span'],
  ['must be HH:MM', 'clock'],
  ['must name days', 'weekDays'],
  ['names a day', 'sameDay'],
  ['must be a share such as', 'warnAt'],
  ['must not be 0', 'notZero'],
  ['must be a number, or for an age', 'threshold'],
  ['an age needs a duration', 'threshold'],
  ['a level needs above or below', 'oneSide'],
  ['a clock needs a limit', 'missing'],
  ['stages must', 'stages'],
  ['must lie on the good side', 'clearSide'],
  ['a count of a', 'needsWithin'],
  ['must be a number', 'number'],
]

function sized({ code, origin, ...issue }: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): FaultWords {
  const isBig = code === 'too_big'
  const bound = Number('maximum' in issue ? issue.maximum : issue.minimum)
  const key = (text: FaultKey, list: FaultKey, number: FaultKey): FaultKey =>
    origin === 'string' ? text : origin === 'array' || origin === 'set' ? list : number
  const exclusive = issue.inclusive === false
  return isBig
    ? { key: key('tooLong', 'tooMany', exclusive ? 'lessThan' : 'atMost'), values: { bound } }
    : { key: key('empty', 'noneChosen', exclusive ? 'moreThan' : 'atLeast'), values: { bound } }
}

/** What a schema says of a value, for a form to say in its reader's language; undefined: a form cannot cause it. */
export function issueWords(issue: z.core.$ZodIssue): FaultWords | undefined {
  const said = issue.message.replace(/^"[\s\S]*?" /, '')
  const sentence = known.find(([beginning]) => said.startsWith(beginning))
  if (sentence !== undefined) return { key: sentence[1], values: {} }
  switch (issue.code) {
    case 'too_big':
    case 'too_small':
      return sized(issue)
    case 'invalid_type':
      return { key: /number|int/.test(issue.expected) ? 'number' : 'missing', values: {} }
    case 'invalid_format':
      if (issue.format === 'email') return { key: 'email', values: {} }
      return issue.format === 'url' ? { key: 'url', values: {} } : undefined
    case 'invalid_value':
      return { key: 'choose', values: {} }
    default:
      return undefined
  }
}
