/**
 * What the AMI account of a feed must be allowed, as manager.conf writes it. README, docs/asterisk.md and doctor name
 * these lines and no others.
 */

/** Classes of events that it reads; of `reporting` nothing is shown yet. */
export const readClasses = ['system', 'call', 'agent', 'user', 'reporting', 'dialplan'] as const
export type ReadClass = (typeof readClasses)[number]

/** Classes of actions: either of them is enough to ask for the channels; the PBX is never changed by them. */
export const writeClasses = ['system', 'reporting'] as const

/** Needed besides where a target of kind `phone` rings people. */
export const ringClass = 'originate'

export const readLine = `read = ${readClasses.join(',')}`
export const writeLine = `write = ${writeClasses.join(',')}`
export const ringLine = `${writeLine},${ringClass}`

/** What is missing on the screens without a class of events; the others are not missed. */
export const withoutClass = {
  call: 'callers who hang up are not told from those who left, and calls stay that are over',
  agent: 'no caller is seen at all: an empty floor without calls',
  dialplan: 'callers who are refused at the door are not seen, nor why a queue sent one away',
} as const satisfies Partial<Record<ReadClass, string>>

/** What is missing without either class of actions. */
export const withoutWrite = 'a talk that ends while the connection is gone stays on the screens'
