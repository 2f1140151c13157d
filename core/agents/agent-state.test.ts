import { expect, test } from 'vitest'
import { type AgentCore, having, isOccupied, isPresent, newAgent, stateOf, without } from './agent-state.ts'

const at = { contact: 'K1', at: 0 }
const work = (held: boolean, contact = 'K1') =>
  ({ contact, queue: 'care', channel: 'voice', direction: 'inbound', from: 0, held }) as const
const wrap = { contact: 'K2', queue: 'care', channel: 'voice', legFrom: 0, from: 0, until: 9 }

/** From the strongest to the weakest: of several that hold the first one is the state. */
const ORDER: readonly (readonly [Partial<AgentCore>, ReturnType<typeof stateOf>])[] = [
  [{ work: [work(false)] }, 'busy'],
  [{ dialling: [at] }, 'busy'],
  [{ busyWith: 'phone' }, 'busy'],
  [{ ringing: [at] }, 'ringing'],
  [{ wraps: [wrap] }, 'wrap_up'],
  [{ away: true }, 'away'],
  [{ signedIn: true }, 'available'],
  [{}, 'offline'],
]

test('of what holds of an agent at once the strongest is the state', () => {
  for (let from = 0; from < ORDER.length; from++) {
    const holding: AgentCore = Object.assign(newAgent(), ...ORDER.slice(from).map(([part]) => part))
    expect([from, stateOf(holding)]).toEqual([from, ORDER[from]![1]])
  }
})

test('an agent is on hold only while all of their talks are held, and no device is in use otherwise', () => {
  const held = { ...newAgent(), work: [work(true), work(true, 'K2')] }
  expect(stateOf(held)).toBe('hold')
  expect(stateOf({ ...held, work: [work(true), work(false, 'K2')] })).toBe('busy')
  expect(stateOf({ ...held, busyWith: 'phone' })).toBe('busy')
})

test('every state but away and offline is present, and present but not occupied is who is available', () => {
  const states = ['busy', 'hold', 'ringing', 'wrap_up', 'available', 'away', 'offline'] as const
  expect(states.filter(isOccupied)).toEqual(['busy', 'hold', 'ringing', 'wrap_up'])
  expect(states.filter(isPresent)).toEqual(['busy', 'hold', 'ringing', 'wrap_up', 'available'])
})

test('a contact stands once in a list; lists are replaced, and the same where nothing changes', () => {
  const list = [work(false), work(false, 'K2')]
  expect(having(list, work(true)).map(({ contact, held }) => `${contact} ${held}`)).toEqual([
    'K1 true',
    'K2 false',
  ])
  expect(list[0]!.held).toBe(false)
  expect(without(list, 'K3')).toBe(list)
  expect(without(list, 'K1').map(({ contact }) => contact)).toEqual(['K2'])
})
