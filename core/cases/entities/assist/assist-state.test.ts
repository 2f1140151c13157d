import { describe, expect, it } from 'vitest'
import type { EventOfKind } from '../../../event/event.ts'
import { eventOfKind } from '../../../floor/floor-event-for-test.ts'
import { ASSIST_LAPSES_MS, applyToAssist, assistLapsesAt, assistStateAt, newAssist } from './assist-state.ts'

const AT = Date.parse('2026-03-04T10:00:00Z')

/** What a call for a lead is after this happened, each a minute after the one before. */
function assistAfter(...happened: [type: EventOfKind<'assist'>['type'], data: Record<string, unknown>][]) {
  const state = newAssist()
  for (const [minute, [type, data]] of happened.entries())
    applyToAssist(
      state,
      eventOfKind('assist', {
        ...{ id: `e${minute}`, source: 'user/yuan', type, subject: 'A1', time: AT + minute * 60_000, data },
      }),
    )
  return state
}

const requested = ['assist.requested', { agent: 'yuan', place: '12' }] as const
const acceptedBy = (by: string) => ['assist.accepted', { by }] as const

describe('a call for a lead', () => {
  it('is had by who accepted first, whoever comes after', () => {
    const state = assistAfter([...requested], [...acceptedBy('lin')], [...acceptedBy('sun')])
    expect([state.acceptedBy, state.acceptedAt]).toEqual(['lin', AT + 60_000])
    expect(assistStateAt(state, AT + 120_000)).toBe('accepted')
  })

  it('ends once, by whoever says so first, and stays ended', () => {
    const state = assistAfter(
      [...requested],
      ['assist.ended', {}],
      [...acceptedBy('lin')],
      ['assist.ended', {}],
    )
    expect(state.endedAt).toBe(AT + 60_000)
    expect(assistStateAt(state, AT + 180_000)).toBe('ended')
  })

  it('ends by itself an hour after it was last said, to the millisecond', () => {
    const open = assistAfter([...requested])
    expect(assistStateAt(open, AT + ASSIST_LAPSES_MS - 1)).toBe('open')
    expect(assistStateAt(open, AT + ASSIST_LAPSES_MS)).toBe('ended')
    const accepted = assistAfter([...requested], [...acceptedBy('lin')])
    expect(assistLapsesAt(accepted)).toBe(AT + 60_000 + ASSIST_LAPSES_MS)
    expect(assistStateAt(accepted, AT + ASSIST_LAPSES_MS)).toBe('accepted')
  })

  it('that was never made lapses never; what is asked again fills in what was left out', () => {
    expect(assistLapsesAt(newAssist())).toBeNull()
    const state = assistAfter([...requested], ['assist.requested', { case: 'C1', place: '14' }])
    expect([state.agent, state.case, state.place, state.requestedAt]).toEqual(['yuan', 'C1', '14', AT])
  })
})
