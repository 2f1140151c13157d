import { expect, it } from 'vitest'
import { eventOfKind } from '../../../floor/floor-event-for-test.ts'
import { applyToCase } from './case-evolve.ts'
import { newCase } from './case-state.ts'

function after(...types: string[]) {
  const state = newCase()
  for (const [time, type] of types.entries())
    applyToCase(
      state,
      eventOfKind('case', {
        id: `e${time}`,
        source: 's',
        subject: 'C',
        time,
        type: `case.${type}`,
        data: {},
      }),
    )
  return [state.askedSupervisor, state.supervisorSpoke]
}

it('a customer is seen by the first supervisor who speaks to them after they asked, asked again they wait anew', () => {
  expect(after('opened', 'supervisor_replied')).toEqual([null, null])
  expect(after('opened', 'escalation_requested', 'escalation_requested')).toEqual([1, null])
  expect(after('opened', 'escalation_requested', 'supervisor_replied', 'supervisor_replied')).toEqual([1, 2])
  expect(after('opened', 'escalation_requested', 'supervisor_replied', 'escalation_requested')).toEqual([
    3,
    null,
  ])
})
