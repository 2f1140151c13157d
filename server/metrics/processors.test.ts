import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ofContainer, processorsHere, spareOf } from './processors.ts'

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-cgroup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const stat = (usedMs: number) => `usage_usec ${usedMs * 1_000}\nuser_usec 5\nsystem_usec 5\nnr_periods 3\n`

test('a container that may use one and a half processors has that much, less what it used', () => {
  const limited = folderWith({ 'cpu.max': '150000 100000\n', 'cpu.stat': stat(400) })
  expect(ofContainer(limited, 1_000)).toEqual({ all: 1_500, idle: 1_100 })
})

test('without a limit, or where there are no such groups, only the machine counts', () => {
  expect(ofContainer(folderWith({ 'cpu.max': 'max 100000\n', 'cpu.stat': stat(400) }), 1_000)).toBeNull()
  expect(ofContainer(folderWith({}), 1_000)).toBeNull()
  const [machine] = processorsHere()
  expect(machine!.all).toBeGreaterThan(machine!.idle)
})

test('what is to spare is what the tighter of the two has', () => {
  const before = [
    { idle: 0, all: 0 },
    { idle: 100, all: 100 },
  ]
  const machineIdle = { idle: 900, all: 1_000 }
  expect(spareOf(before, [machineIdle, { idle: 120, all: 300 }])).toBeCloseTo(0.1)
  expect(spareOf(before.slice(0, 1), [machineIdle])).toBeCloseTo(0.9)
  // More was used in between than the limit allows on the average.
  expect(spareOf(before, [machineIdle, { idle: 50, all: 300 }])).toBe(0)
})
