import { expect, test } from 'vitest'
import { actFaultOf } from './act-fault.ts'

/** Guarantee: each refusal that a PBX or we have words for is a sentence of its own; other words are shown as they are. */

test.each([
  // As Asterisk 22 says them (`tests/fixtures/asterisk-actions`).
  ['Permission denied', 'permission'],
  ['Permission denied (601)', 'permission'],
  ['Interface not found', 'unknownPhone'],
  ['Member not dynamic', 'static'],
  ['Unable to add interface: Already there', 'alreadyIn'],
  ['Unable to remove interface: Not there', 'notIn'],
  ['Not there', 'notIn'],
  ['Extension does not exist.', 'noWayToDial'],
  ['Unable to add interface to queue: No such queue', 'said'],
  ['Caller not found', 'said'],
  // Ours, where it is not asked.
  ['a call is being made already', 'callGoing'],
  ['110: an emergency number is not dialled from here', 'emergency'],
  ['09001234: this number is blocked', 'blocked'],
  ['1380013CALL: not a number that can be dialled', 'notANumber'],
  ['the caller waits no more', 'callerGone'],
  ['no phone of anna is known here: name its interface under "agents" of the feed', 'noPhone'],
  ['the phone cannot be reached by the PBX: see that it is switched on and registered', 'phoneAway'],
  ['it was not put on record in time: the PBX was not asked', 'notAsked'],
  ['the press was held up for too long: the PBX was not asked', 'notAsked'],
])('refused with “%s”: %s', (message, fault) => {
  expect(actFaultOf('refused', message)).toBe(fault)
})

test.each(['not_allowed', 'unsupported', 'unreachable', 'timeout'])('%s has its own sentence', (code) => {
  expect(actFaultOf(code, 'whatever')).toBe(code)
})

test('what is no fault of an act is told as elsewhere', () => {
  expect(actFaultOf('no_answer', '')).toBeNull()
})
