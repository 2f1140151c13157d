import { expect, test } from 'vitest'
import { eventsAbout, type Happened } from '../../../floor/floor-event-for-test.ts'
import { callbackChangesAt, callbackRow, openCallback } from './callback-row.ts'
import { applyToCallback, newCallback } from './callback-state.ts'

const MINUTE = 60_000
const at = (minute: number) => new Date(minute * MINUTE).toISOString()

function after(...happened: Happened[]) {
  const state = newCallback()
  for (const event of eventsAbout('callback', 'B1', ...happened)) applyToCallback(state, event)
  return state
}
const asked = (data: object = {}): Happened => [0, 'callback.requested', { queue: 'care', ...data }]

test('it is due as agreed, but never before the customer can be called: then half an hour from there', () => {
  expect(after(asked({ due: at(60) })).due).toBe(60 * MINUTE)
  expect(after(asked({ due: at(60), notBefore: at(90) })).due).toBe(120 * MINUTE)
  expect(after(asked({ notBefore: at(90) })).due).toBe(120 * MINUTE)
  expect(after(asked({ due: at(100), notBefore: at(90) })).due).toBe(100 * MINUTE)
})

test('a due agreed later takes the place of an earlier word of when the customer can be called', () => {
  const moved = after(asked({ notBefore: at(90) }), [MINUTE, 'callback.rescheduled', { due: at(80) }])
  expect(moved).toMatchObject({ due: 80 * MINUTE, notBefore: null })
  const later = after(asked({ notBefore: at(90) }), [MINUTE, 'callback.rescheduled', { due: at(100) }])
  expect(later).toMatchObject({ due: 100 * MINUTE, notBefore: 90 * MINUTE })
})

test.each([
  ['reached', [MINUTE, 'callback.attempted', { outcome: 'reached' }], true],
  ['not reached', [MINUTE, 'callback.attempted', { outcome: 'no_answer' }], false],
  ['done', [MINUTE, 'callback.done'], true],
  ['cancelled', [MINUTE, 'callback.cancelled'], true],
] as const)('%s: whether it is over, counts in its queue and changes by time', (_, event, isOver) => {
  const state = after(asked({ due: at(60), agent: 'yuan' }), event)
  expect(state.over).toBe(isOver)
  expect(openCallback(state, [])).toEqual(isOver ? null : { queue: 'care', agent: 'yuan', due: 60 * MINUTE })
  expect(callbackChangesAt(state, [])).toBe(isOver ? null : 60 * MINUTE)
})

test('what a lead gives says who gave it, and whether it comes back to who had it before', () => {
  const give = (time: number, agent: string | null, source: string): Happened => [
    time,
    'callback.assigned',
    { agent },
    source,
  ]
  const given = after(asked(), give(1, 'yuan', 'user/lin'))
  expect(given.given).toEqual({ by: 'lin', at: 1, back: false })
  const back = after(
    asked(),
    give(1, 'yuan', 'user/lin'),
    give(2, 'he', 'user/lin'),
    give(3, 'yuan', 'user/lin'),
  )
  expect(back.given).toEqual({ by: 'lin', at: 3, back: true })
  expect(after(asked(), give(1, 'yuan', 'crm')).given).toBeNull()
  expect(after(asked(), give(1, 'yuan', 'user/lin'), give(2, null, 'user/lin')).given).toBeNull()
})

test('how the customer was missed stands with it: a direct call, or a message; who asked was not missed', () => {
  const missed = [{ missed: 'no_answer' }, { missed: 'voicemail', mailbox: '101' }, { mailbox: '101' }, {}]
  expect(missed.map((data) => callbackRow('B1', after(asked(data)), []).missed)).toEqual([
    ...['no_answer', 'voicemail', 'voicemail'],
    null,
  ])
})
