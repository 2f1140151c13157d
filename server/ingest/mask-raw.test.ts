import { expect, test } from 'vitest'
import { maskRaw } from './mask-raw.ts'

const event = {
  ...{ specversion: '1.0', id: 'e1', source: 'crm', type: 'case.opened', subject: 'C1' },
  time: '2026-03-02T09:00:00.000+08:00',
}

test.each([
  ['a number with what people put between', { phone: '138-0013-8000', title: 'call 138 0013 8000' }],
  ['a number under another key', { callerId: '13800138000', contact: { phone: '138-0013-8000' } }],
  ['a number in the place of an id', { queue: '13800138000', due: '13800138000' }],
  ['a number that is one', { phone: 13800138000, text: 'x' }],
])('/rejected shows %s only masked', (_what, data) => {
  const shown = maskRaw(JSON.stringify({ ...event, data }))
  expect(shown.replace(/2026-03-02T[^"]*/, '')).not.toMatch(/138\D?0013|0013\D?8000/)
  expect(shown).toContain('case.opened')
})

test('/rejected shows no name, under whatever key, and says how much it leaves out', () => {
  const data = { kind: 'complaint', name: '王小明', customerName: '王小明', title: '王小明又来', more: 1 }
  const shown = JSON.parse(maskRaw(JSON.stringify({ ...event, vip: '王小明', data })))
  expect(JSON.stringify(shown)).not.toContain('小明')
  expect(shown).toMatchObject({ ...event, '…': 1, data: { kind: 'complaint', name: '王**', '…': 2 } })
})

test('of a line that is no JSON only what looks like the envelope is shown', () => {
  const broken = '{"type":"case.opened","subject":"C1","data":{"name":"王小明","phone":"138 0013 8000",'
  expect(maskRaw(broken)).toBe(`{"type":"case.opened","subject":"C1"} (no JSON, ${broken.length} characters)`)
  expect(maskRaw('王小明 138-0013-8000')).toBe('{} (no JSON, 17 characters)')
  expect(maskRaw('"王小明"')).toBe('(a text of 3 characters)')
  expect(maskRaw('[1,2]')).toBe('(a list of 2)')
})

test('a long one is cut', () => {
  const long = JSON.stringify({ ...event, data: { text: 'x'.repeat(4_000) } })
  expect(maskRaw(long).length).toBeLessThan(2_010)
})
