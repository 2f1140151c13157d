/**
 * What the AMI account of a feed must be allowed, as manager.conf writes it. README, docs/asterisk.md and doctor name
 * these lines and no others.
 */

/** Classes of events that it reads; of `reporting` nothing is shown yet. */
export const readClasses = ['system', 'call', 'agent', 'user', 'reporting', 'dialplan'] as const
export type ReadClass = (typeof readClasses)[number]

/** Classes of actions: either of them is enough to ask for the channels; by them nothing on the PBX is changed. */
export const writeClasses = ['system', 'reporting'] as const

/** Needed besides where a target of kind `phone` rings people. */
export const ringClass = 'originate'

/** What is to be added to the classes of `write` so that the PBX does what is pressed here: who waits for what class. */
export const actClasses = { agent: 'QueuePause', originate: 'Originate' } as const

/** What is not offered on the screens without a class of `write`. */
export const withoutActs = {
  agent: 'nobody is put away, or signed in and out of queues, from the screens',
  originate: 'no number is dialled from the screens',
} as const satisfies Record<keyof typeof actClasses, string>

export const readRights = `read = ${readClasses.join(',')}`
export const writeRights = `write = ${writeClasses.join(',')}`
export const ringRights = `${writeRights},${ringClass}`
export const actRights = `${writeRights},${Object.keys(actClasses).join(',')}`

/** What is missing on the screens without a class of events; the others are not missed. */
export const withoutClass = {
  call: 'callers who hang up are not told from those who left, and calls stay that are over',
  agent: 'no caller is seen at all: an empty floor without calls',
  dialplan: 'callers who are refused at the door are not seen, nor why a queue sent one away',
} as const satisfies Partial<Record<ReadClass, string>>

/** What is missing without either class of actions. */
export const withoutWrite = 'a talk that ends while the connection is gone stays on the screens'
