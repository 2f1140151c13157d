import { expect, test } from 'vitest'
import type { AlertRecipient, AlertRow } from '#core/rows/row.ts'
import { mostSevereNew, ringsSince } from './new-alerts.ts'

const AT = '2026-03-02T09:00:00.000Z'
const recipient = (person: string, how: AlertRecipient['how'] = 'loud', at = AT): AlertRecipient => ({
  person,
  at,
  how,
})

function alert(id: string, fields: Partial<AlertRow>): AlertRow {
  return { id, state: 'open', severity: 'warning', told: [recipient('lin')], ...fields } as AlertRow
}

const soundedFor = (person: string, rows: AlertRow[]) =>
  rows.flatMap((row) => {
    const at = ringsSince(person, row)
    return at === undefined ? [] : [{ alert: row, key: `${row.id} ${at}` }]
  })

test('what was told to somebody else, silently, or is taken does not ring', () => {
  const rows = [
    alert('mine', {}),
    alert('others', { told: [recipient('ma')] }),
    alert('silent', { told: [recipient('lin', 'silent')] }),
    alert('taken', { state: 'acked' }),
    alert('untold', { told: [] }),
  ]
  expect(soundedFor('lin', rows).map(({ alert: { id } }) => id)).toEqual(['mine'])
})

test('one ring for many, the worst; the same telling rings once, a later one of the same alert again', () => {
  const first = soundedFor('lin', [alert('a', {}), alert('b', { severity: 'critical' })])
  expect(mostSevereNew(first, new Set())?.alert.id).toBe('b')
  const before = new Set(first.map(({ key }) => key))
  expect(mostSevereNew(first, before)).toBeNull()
  const again = soundedFor('lin', [
    alert('a', { told: [recipient('lin', 'loud', '2026-03-02T09:30:00.000Z')] }),
  ])
  expect(mostSevereNew(again, before)?.alert.id).toBe('a')
})
