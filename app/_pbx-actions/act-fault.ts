import type { NewActRequest } from './request-act.ts'

/** What a PBX says when it refuses, or we say where it is not asked, and the sentence for it. */
const SAID = [
  [/^Permission denied/i, 'permission'],
  [/^Interface not found/i, 'unknownPhone'],
  [/Member not dynamic/i, 'static'],
  [/Already there/i, 'alreadyIn'],
  [/Not there/i, 'notIn'],
  [/^a call is being made already/, 'callGoing'],
  [/emergency number is not dialled/, 'emergency'],
  [/this number is blocked$/, 'blocked'],
  [/not a number that can be dialled$/, 'notANumber'],
  [/^Extension does not exist/i, 'noWayToDial'],
  [/^the caller waits no more/, 'callerGone'],
  [/^no phone of .* is known here/, 'noPhone'],
  [/^the phone cannot be reached by the PBX/, 'phoneAway'],
  [/the PBX was not asked$/, 'notAsked'],
] as const
const OWN = ['not_allowed', 'unsupported', 'unreachable', 'timeout'] as const

/** It was sent, and nobody knows whether it was taken. */
const CUT = /^the connection broke before an answer came$/
/** As `core/access` says that an agent, a caller or a queue is none of the floor's. */
const NOT_FOUND = /^\w+: no (agent|contact|queue|callback|case) /

export type ActFault = (typeof SAID)[number][1] | (typeof OWN)[number] | 'said' | 'cut' | 'notKnown'

/** Which sentence (of `pbx`) says why a PBX did not act; null: it is no fault of an act. */
export function actFaultOf(code: string, message: string): ActFault | null {
  if (code === 'refused') return SAID.find(([said]) => said.test(message))?.[1] ?? 'said'
  if (code === 'unreachable' && CUT.test(message)) return 'cut'
  if (code === 'not_allowed' && NOT_FOUND.test(message)) return 'notKnown'
  return OWN.find((each) => each === code) ?? null
}

/** Whom an act moves, as its sentences say it: oneself, another agent, or a caller. */
export type Whom = 'own' | 'other' | 'caller'

/** Whom an act moves, of whoever is `me` as an agent. */
export function whomOf({ name, agent }: NewActRequest, me: string | null): Whom {
  if (name === 'priority' || name === 'withdraw') return 'caller'
  return (agent ?? me) === me ? 'own' : 'other'
}
