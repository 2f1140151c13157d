import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseClock } from '#platform/clock.ts'
import { startClock } from './clock-record.ts'

const BEGUN = Date.parse('2026-11-17T09:00:00+08:00')
const spec = parseClock('2026-11-17T09:00:00+08:00@1')!

test('a steered clock begins where it stopped, or at an instant that is later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-clock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const shown: number[] = []
  const startAt = (from?: number) => {
    const steered = { speed: 1, onSteering() {}, ...(from !== undefined && { from }) }
    const started = startClock(spec, folder, { realNow: () => 1_000, steered })
    if (!started.ok) throw new Error(started.hint)
    shown.push(started.clock.now() - BEGUN)
    started.stop()
  }
  startAt()
  startAt(BEGUN + 3_600_000)
  // Never back.
  startAt(BEGUN)
  expect(shown).toEqual([0, 3_600_000, 3_601_000])
})
