import { expect, test } from 'vitest'
import { eventOfKind } from '../../../floor/floor-event-for-test.ts'
import { applyToApproval, newApproval } from './approval-state.ts'

function after(...emitted: [type: string, data: Record<string, unknown>][]) {
  const state = newApproval()
  for (const [time, [type, data]] of emitted.entries())
    applyToApproval(
      state,
      eventOfKind('approval', {
        id: `e${time}`,
        source: 'user/ma',
        type,
        time,
        subject: 'A1',
        data,
      }),
    )
  return state
}

const asked: [string, Record<string, unknown>] = [
  'approval.requested',
  { case: 'C1', from: 'ma', amount: 355 },
]

test('a question before the decision leaves it open, and a new one waits for a new word', () => {
  const first = ['approval.questioned', { text: 'What did it cost?' }] as [string, Record<string, unknown>]
  expect(after(asked, first)).toMatchObject({ decision: 'open', question: 'What did it cost?' })
  const emitted = ['approval.explained', { text: '710' }] as [string, Record<string, unknown>]
  expect(after(asked, first, emitted)).toMatchObject({ decision: 'open', explanation: '710' })
  expect(after(asked, first, emitted, first)).toMatchObject({ explanation: null })
  expect(after(asked, first, ['approval.decided', { granted: true }])).toMatchObject({ decision: 'granted' })
})
