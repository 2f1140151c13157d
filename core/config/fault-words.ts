/**
 * What is wrong in a site file, as sentences that a form can say in its reader's language: each has a key by which the
 * message catalogue knows it (`siteFile.fault`), and what stands in it.
 */
export interface FaultWords {
  readonly key: FaultKey
  readonly values: Readonly<Record<string, string | number>>
}

/** The sentences as the command line says them. */
const sentences = {
  twice: '"{id}" is the id of {list}[{other}] too',
  agentTwice: 'people[{other}] has the agent "{value}" too',
  signInTwice: 'people[{other}] signs in as "{value}" too',
  unknown: 'there is no {what} "{id}"',
  queueTwice: 'the queue "{id}" is named twice',
  neverOpens: 'calendar "{id}" never opens',
  noHolidays: 'no holidays known for "{code}"',
  neverThatLong: 'calendar "{calendar}" does not open that long in {years} years',
  builtIn: '"{id}" is a built-in route',
  reachesNobody: 'the route "{id}" reaches nobody',
  earlier: 'must not be earlier than the step before',
  disabled: 'the person "{id}" is disabled',
  circle: 'goes in a circle: {routes}',
  shortPassword: 'has fewer than {least} characters: whoever signs in by it first can have guessed it',
  sender: 'must be an address, or Name <address>',
} as const

/** What the schema says by itself, and sentences that it has no values for. */
const schemaKeys = [
  ...(['missing', 'number', 'atMost', 'atLeast', 'moreThan', 'lessThan', 'empty', 'tooLong'] as const),
  ...(['noneChosen', 'tooMany', 'email', 'url', 'choose', 'unknownKey', 'ascii', 'duration'] as const),
  ...(['timezone', 'date', 'span', 'clock', 'weekDays', 'sameDay', 'warnAt', 'notZero'] as const),
  ...(['threshold', 'oneSide', 'stages', 'clearSide', 'needsWithin'] as const),
] as const

export type FaultKey = keyof typeof sentences | (typeof schemaKeys)[number]
export const faultKeys: readonly FaultKey[] = [
  ...(Object.keys(sentences) as (keyof typeof sentences)[]),
  ...schemaKeys,
]

/** A sentence with what stands in it. */
export function faultSentence(
  key: keyof typeof sentences,
  values: FaultWords['values'] = {},
): { message: string; words: FaultWords } {
  const message = sentences[key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { message, words: { key, values } }
}
