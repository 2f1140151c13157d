import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { launchStart, processesOf } from '../support/started.ts'

/**
 * Guarantee, on the real processes beside a time service that answers as the test says: a clock that is not synchronised
 * is waited for before anything is started, 30 s at most; then all starts, and it is said until it is.
 */
const ADMIN = 'an-admin-token-of-the-clock-test'
const SITE = `
site: { id: clock-test }
queues: [{ id: sales }]
apiTokens: [{ name: admin, role: admin, token: ${ADMIN} }]
`
const WAITING = /The clock is not synchronised yet: waiting up to 30 s/
const PATIENCE = { timeout: 90_000, interval: 50 }

let dir: string
let bin: string
let answer: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-clock-start-'))
  chmodSync(dir, 0o755)
  bin = join(dir, 'bin')
  answer = join(dir, 'answer')
  mkdirSync(bin)
  writeFileSync(join(dir, 'site.yaml'), SITE)
  // As systemd's program answers, for which it stands here.
  writeFileSync(join(bin, 'timedatectl'), `#!/bin/sh\necho "NTPSynchronized=$(cat ${answer})"\n`)
  chmodSync(join(bin, 'timedatectl'), 0o755)
})
afterAll(async () => {
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  rmSync(dir, { recursive: true, force: true })
}, 30_000)

/** Starts on a folder of its own, and ends what it started when the test is done. */
async function starting(name: string, test: (run: ReturnType<typeof launchStart>) => Promise<void>) {
  const env = { PATH: `${bin}:${process.env.PATH}` }
  const run = launchStart({ dataDir: join(dir, name), config: join(dir, 'site.yaml'), env })
  try {
    await test(run)
  } finally {
    run.npm.kill('SIGTERM')
    await run.exited
  }
}

const isUp = ({ out }: { out(): string }) => /^Sign in/m.test(out())
const storesOf = (name: string) =>
  processesOf(join(dir, name)).filter(({ command }) => /(redis|valkey)-server|postgres -D/.test(command))

test('a start waits until the clock is synchronised, and nothing writes a time before', async () => {
  writeFileSync(answer, 'no')
  await starting('becomes', async (run) => {
    await vi.waitFor(() => expect(run.err()).toMatch(WAITING), PATIENCE)
    expect(storesOf('becomes')).toEqual([])
    expect(isUp(run)).toBe(false)
    writeFileSync(answer, 'yes')
    await vi.waitFor(() => expect(isUp(run)).toBe(true), PATIENCE)
    expect(run.err()).not.toContain('Note: the clock of this machine is not synchronised')
  })
}, 150_000)

test('one that never is, is waited for half a minute; then all runs, and administrators are told until it is', async () => {
  writeFileSync(answer, 'no')
  await starting('never', async (run) => {
    await vi.waitFor(() => expect(run.err()).toMatch(WAITING), PATIENCE)
    const began = performance.now()
    await vi.waitFor(
      () => expect(run.err()).toContain('Note: the clock of this machine is not synch'),
      PATIENCE,
    )
    // What was waited before it was seen to wait is not in it.
    expect(performance.now() - began).toBeGreaterThan(15_000)
    await vi.waitFor(() => expect(isUp(run)).toBe(true), PATIENCE)
    const url = `http://127.0.0.1:${/^Desk +http:\/\/[^:]+:(\d+)/m.exec(run.out())![1]}`
    const socket = io(url, { auth: { token: ADMIN }, transports: ['websocket'] })
    let notes: MachineNote[] | null = null
    socket.on('machine', (reported: MachineNote[]) => {
      notes = reported
    })
    try {
      await vi.waitFor(() => expect(notes).toContainEqual({ code: 'clock_unsynchronised' }), PATIENCE)
      const { checks } = (await (await fetch(`${url}/readyz`)).json()) as {
        checks: Record<string, { ok: boolean; detail?: string }>
      }
      expect(checks.machine).toMatchObject({
        ok: true,
        detail: expect.stringContaining('is not synchronised: set up a time service'),
      })
      writeFileSync(answer, 'yes')
      await vi.waitFor(() => expect(notes).not.toContainEqual({ code: 'clock_unsynchronised' }), PATIENCE)
    } finally {
      socket.close()
    }
  })
}, 240_000)
