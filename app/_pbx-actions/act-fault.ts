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

export type ActFault = (typeof SAID)[number][1] | (typeof OWN)[number] | 'said'

/** Which sentence (of `pbx`) says why a PBX did not act; null: it is no fault of an act. */
export function actFaultOf(code: string, message: string): ActFault | null {
  if (code === 'refused') return SAID.find(([said]) => said.test(message))?.[1] ?? 'said'
  return OWN.find((each) => each === code) ?? null
}
