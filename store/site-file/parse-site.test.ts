import { expect, test } from 'vitest'
import { faultText, pathText } from '#platform/site-fault.ts'
import { parseSite } from './parse-site.ts'

const faultsOf = (text: string) => {
  const parsed = parseSite(text)
  return parsed.ok ? [] : parsed.faults.map((fault) => faultText('site.yaml', fault))
}

test('a site of one key is complete, and a path of it leads back to its line', () => {
  const parsed = parseSite(
    '# us\nsite:\n  id: a\nqueues:\n  - id: sales\n    target: { share: 0.8, withinSec: 20 }\n',
  )
  expect(parsed.ok && parsed.site.queues[0]).toMatchObject({ id: 'sales' })
  if (!parsed.ok) return
  expect(parsed.lineOf(['queues', 0, 'target', 'withinSec'])).toBe(6)
  expect(parsed.lineOf(['queues', 0, 'team'])).toBe(5)
  expect(pathText(['queues', 0, 'target', 'share'])).toBe('queues[0].target.share')
})

test('every schema fault names line and path, all at once', () => {
  const faults = faultsOf(
    [
      'site: { id: A B, timezone: Mars/Olympus }',
      'queues:',
      '  - id: sales',
      '    target:',
      '      share: 80',
      '      withinSec: 20',
      '    colour: red',
      'rooms: []',
    ].join('\n'),
  )
  expect(faults.map((fault) => fault.split(': ').slice(0, 2).join(' '))).toEqual([
    'site.yaml:1 site.id',
    'site.yaml:1 site.timezone',
    'site.yaml:5 queues[0].target.share',
    'site.yaml:7 queues[0].colour',
    'site.yaml:8 rooms',
  ])
})

test('a syntax fault names its line; a missing head names the file’s', () => {
  expect(faultsOf('site:\n  id: a\n  name: [x\n')[0]).toMatch(/^site\.yaml:\d+: /)
  expect(faultsOf('site: { id: a }\nsite: { id: b }\n')[0]).toMatch(/^site\.yaml:2: /)
  expect(faultsOf('')[0]).toMatch(/^site\.yaml/)
  expect(faultsOf('queues: []')[0]).toMatch(/^site\.yaml:1: site: /)
})

test('bombs are refused in less than a second or two: aliases of aliases, depth, explicit keys, size', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`)
  laughs[0] = 'a0: &a0 [x,x,x,x,x,x,x,x,x]'
  const started = Date.now()
  expect(faultsOf(laughs.join('\n'))[0]).toMatch(/alias/i)
  expect(faultsOf('['.repeat(100_000))).not.toEqual([])
  expect(faultsOf('{? '.repeat(100_000))).toEqual(['site.yaml: has too many keys written with "? "'])
  expect(faultsOf('- ? '.repeat(100_000))).toEqual(['site.yaml: has too many keys written with "? "'])
  expect(faultsOf(`# ${'x'.repeat(1024 * 1024)}`)).toEqual(['site.yaml: is larger than 1 MiB'])
  expect(Date.now() - started).toBeLessThan(5_000)
})

test('a key of the prototype is an unknown key, not a way in', () => {
  expect(faultsOf('site: { id: a }\n__proto__: { polluted: true }\n')[0]).toMatch(/^site\.yaml:2: __proto__/)
  expect(faultsOf('site: { id: a, constructor: {} }\n')[0]).toMatch(/site\.constructor/)
})

test('the same value by an alias is read, and its fault is found behind it', () => {
  expect(
    faultsOf(
      'site: { id: a }\nqueues:\n  - { id: q, target: &t { share: 2, withinSec: 1 } }\n  - { id: r, target: *t }',
    ).length,
  ).toBe(2)
})
