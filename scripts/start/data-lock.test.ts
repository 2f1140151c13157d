import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockData } from './data-lock.ts'
import { processIdentity } from './process-identity.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('one process at a time: the second is told who has it, and after the release it may', async () => {
  const first = await lockData(dir, process.pid)
  expect(await lockData(dir, process.pid)).toEqual({ ok: false, pid: process.pid })
  if (first.ok) first.release()
  expect((await lockData(dir, process.pid)).ok).toBe(true)
})

test('a holder that is gone does not count, even where its process id was given to another', async () => {
  const other = processIdentity(process.ppid)!
  const reused = `${other} of an earlier boot`
  writeFileSync(join(dir, 'lock'), JSON.stringify({ supervisor: reused, guard: reused }))
  expect((await lockData(dir, process.pid)).ok).toBe(true)
})

test('the guard of a holder that was killed still uses the data, and is waited for', async () => {
  const guard = spawn('sleep', ['0.5'])
  const identity = processIdentity(guard.pid!)!
  writeFileSync(join(dir, 'lock'), JSON.stringify({ supervisor: '1 gone', guard: identity }))
  const began = performance.now()
  expect((await lockData(dir, process.pid)).ok).toBe(true)
  expect(performance.now() - began).toBeGreaterThan(300)
  expect(processIdentity(guard.pid!)).toBeNull()
})

test('who stops is waited for: whoever starts meanwhile is not refused', async () => {
  const first = await lockData(dir, process.pid)
  if (!first.ok) throw new Error('refused')
  first.stopping()
  const second = lockData(dir, process.pid)
  setTimeout(first.release, 300)
  expect((await second).ok).toBe(true)
})
