import { expect, it } from 'vitest'
import { byReason, byUrgency, type ShownRefusal } from './operations.ts'

it('puts what is to be mended on top, then what is to be looked at', () => {
  const found = (level: 'good' | 'warning' | 'fault', about: string) => ({ level, about, text: '' })
  const findings = [found('good', 'a'), found('warning', 'b'), found('fault', 'c'), found('warning', 'd')]
  expect(byUrgency(findings).map(({ about }) => about)).toEqual(['c', 'b', 'd', 'a'])
})

it('gathers refused events by their reason and keeps the newest of each', () => {
  const refused = (message: string, id: string): ShownRefusal => ({
    ...{ at: '2026-11-29T00:00:00Z', id, code: 'bad_data', message, raw: '', mayReplay: true },
  })
  const groups = byReason([
    refused('queue: is missing', '3'),
    refused('time', '2'),
    refused('queue: is missing', '1'),
  ])
  expect(groups.map(({ message, count, last }) => [message, count, last.id])).toEqual([
    ['queue: is missing', 2, '3'],
    ['time', 1, '2'],
  ])
})
