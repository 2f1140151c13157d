import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChildProcessSpec } from './child-process.ts'
import { type Guard, startGuard } from './guard.ts'
import { processIdentity } from './process-identity.ts'
import { createSupervisor, type Supervisor } from './supervise.ts'

let dir: string
let guard: Guard
let supervisor: Supervisor
let said: string[]

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-supervise-'))
  guard = startGuard()
  said = []
  supervisor = createSupervisor({ guard, logDir: dir, say: (line) => said.push(line) })
})
afterEach(async () => {
  await supervisor.stop()
  await guard.end()
  rmSync(dir, { recursive: true })
})

const shell = (name: string, script: string): ChildProcessSpec => ({
  name,
  command: 'sh',
  args: ['-c', script],
  env: process.env,
  cwd: dir,
  account: null,
  stopSignal: 'SIGTERM',
  isOurs: false,
  ready: async (alive) => alive(),
})

test('a part that ends is started again and named, and what it printed is in its log', async () => {
  expect(await supervisor.start(shell('once', 'echo ran; [ -e again ] && exec sleep 60; touch again'))).toBe(
    true,
  )
  await vi.waitFor(() => expect(said).toContain('once ended (exit code 0); starting it again in 250 ms'))
  await vi.waitFor(() => expect(readFileSync(join(dir, 'once.log'), 'utf8')).toBe('ran\nran\n'))
})

test('a part that never comes up is given up after three tries, with its last lines', async () => {
  const part = { ...shell('broken', 'echo "no such thing"; exit 3'), ready: async () => false }
  expect(await supervisor.start(part)).toBe(false)
  expect(said.at(-1)).toBe(
    'broken does not start (exit code 3). Its last lines:\n  no such thing\n  no such thing\n  no such thing',
  )
})

test('a program that is not there is a failed start, not a crash', async () => {
  expect(await supervisor.start({ ...shell('absent', ''), command: join(dir, 'absent') })).toBe(false)
  expect(said.at(-1)).toContain('ENOENT')
})

test('stopping ends the latest part first, with all that it started', async () => {
  const note = (name: string) => `sleep 300 & echo $! >> pids; trap 'echo ${name} >> order; exit' TERM; wait`
  expect(await supervisor.start(shell('first', note('first')))).toBe(true)
  expect(await supervisor.start(shell('second', note('second')))).toBe(true)
  const pids = await vi.waitFor(() => {
    const lines = readFileSync(join(dir, 'pids'), 'utf8').trim().split('\n').map(Number)
    expect(lines).toHaveLength(2)
    return lines
  })
  await supervisor.stop()
  expect(readFileSync(join(dir, 'order'), 'utf8')).toBe('second\nfirst\n')
  await vi.waitFor(() => expect(pids.filter((pid) => processIdentity(pid) !== null)).toEqual([]))
})
