import { expect, test } from 'vitest'
import { openedCaseOf } from '../cases/links/links.ts'
import { createFloor } from '../floor/create-floor.ts'
import { codeTyped, readableId, shownId } from './readable-id.ts'

test('names in other scripts are read as they were written, and nothing else is changed', () => {
  expect(readableId('%E6%8A%95%E8%AF%89')).toBe('投诉')
  expect(readableId('Local%2F%E7%8E%8B@q')).toBe('Local/王@q')
  expect(readableId('=?UTF-8?B?5oqV6K+J?=')).toBe('投诉')
  for (const id of [
    '=?UTF-8?B?QUJD?=',
    '=?UTF-8?B?/w==?=',
    '=?UTF-8?Q?a?=',
    '600',
    'VIP line',
    '50%',
    '100%25',
    '%41',
    '%E6%8A',
    '%E4%BD%A0%00',
    '%zz%E6',
  ])
    expect(readableId(id)).toBe(id)
})

test('a queue and an agent without a name are shown under theirs', () => {
  const floor = createFloor()
  const [queue, agent] = ['%E6%8A%95%E8%AF%89', 'PJSIP%2F%E7%8E%8B']
  const at = Date.parse('2026-03-04T10:00:00Z')
  const signedIn = { id: '1', source: 'pbx', subject: agent, time: at, type: 'agent.signed_in' }
  floor.apply({ pos: '1-0', at, event: { ...signedIn, data: { queues: [queue] } } })
  expect(floor.row('queue', queue)).toMatchObject({ id: queue, name: '投诉' })
  expect(floor.row('agent', agent)).toMatchObject({ id: agent, name: 'PJSIP/王' })
})

test('beside what it names an id is left out that nobody could say', () => {
  expect(['C-1042', 'k-7'].map(shownId)).toEqual(['C-1042', 'k-7'])
  expect(shownId('34627585-5c42-4725-8d10-1e0e67f093f8')).toBe('')
})

test('a case that an answered contact opened is called by a code that stays, and hardly two by one', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => openedCaseOf(`1785062131.${index}`))
  expect(shownId('open-1785062131.22')).toBe('M-198036')
  for (const id of ids) expect(shownId(id)).toMatch(/^M-\d{6}$/)
  // Of a thousand drawn from a million half a pair is to be expected.
  expect(new Set(ids.map(shownId)).size).toBeGreaterThan(996)
})

test('a code is read however it was typed, and nothing else is taken for one', () => {
  for (const typed of ['M-482913', 'm482913', '482913', ' 482 913 ', 'Ｍ－４８２９１３'])
    expect(codeTyped(typed)).toBe('M-482913')
  for (const typed of ['C-482913', '48291', '4829130', 'M-48291x', '', 'M-'])
    expect(codeTyped(typed)).toBe(null)
})
