import { expect, test } from 'vitest'
import { actFaultOf, whomOf } from './act-fault.ts'

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

test('a connection that broke in the middle is told from one that was not there, and who is not known from who may not', () => {
  expect([
    actFaultOf('unreachable', 'the connection broke before an answer came'),
    actFaultOf('unreachable', 'not connected'),
    actFaultOf('unreachable', 'the PBX pbx is not connected'),
    actFaultOf('not_allowed', 'agent: no agent anna'),
    actFaultOf('not_allowed', 'contact: no contact pbx/1.1'),
    actFaultOf('not_allowed', 'agent: anna is not yours to move'),
    actFaultOf('not_allowed', 'agent: you are no agent yourself; name one'),
  ]).toEqual(['cut', 'unreachable', 'unreachable', 'notKnown', 'notKnown', 'not_allowed', 'not_allowed'])
})

test('whom an act moves is oneself, somebody else or a caller', () => {
  expect([
    whomOf({ name: 'pause' }, 'lin'),
    whomOf({ name: 'pause', agent: 'lin' }, 'lin'),
    whomOf({ name: 'pause', agent: 'anna' }, 'lin'),
    whomOf({ name: 'dial', contact: 'pbx/1.1' }, 'lin'),
    whomOf({ name: 'withdraw', contact: 'pbx/1.1' }, 'lin'),
  ]).toEqual(['own', 'own', 'other', 'own', 'caller'])
})

test('what is no fault of an act is told as elsewhere', () => {
  expect(actFaultOf('no_answer', '')).toBeNull()
})
