import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import type { MachineNote } from '#core/machine/machine-note.ts'
import { type SmtpSink, startSmtpSink } from '../support/peers/smtp-sink.ts'
import { processesOf, type Started, startUp } from '../support/started.ts'

/**
 * Guarantee, on the real processes: little room on the disk of the data folder is told before there is none, wherever
 * somebody looks who can see to it, and to administrators by mail; with room it is said no more.
 */
const TOKENS = {
  feed: 'a-feed-token-of-the-room-test',
  admin: 'an-admin-token-of-the-room-test',
  supervisor: 'a-supervisor-token-of-the-room-test',
  agent: 'an-agent-token-of-the-room-test',
} as const
const PATIENCE = { timeout: 30_000, interval: 100 }

let dir: string
let dataDir: string
let config: string
let mounted: boolean
let smtp: SmtpSink
let site: Started
const sockets: Socket[] = []

/** The folder's own file system gets so much room; none of it is taken from the machine before something is written. */
const resize = (size: string) => execFileSync('mount', ['-o', `remount,size=${size}`, dataDir])

function siteFile(): string {
  return stringify({
    site: { id: 'room-test', language: 'en' },
    queues: [{ id: 'sales' }],
    feeds: [{ id: 'crm', kind: 'http', token: TOKENS.feed }],
    people: [
      { id: 'boss', name: 'Boss', role: 'admin', email: 'boss@example.com' },
      { id: 'ma', name: 'Ma', role: 'supervisor', email: 'ma@example.com' },
      { id: 'yuan', name: 'Yuan', role: 'agent', agent: 'yuan', email: 'yuan@example.com' },
    ],
    apiTokens: [
      { name: 'admin', role: 'admin', token: TOKENS.admin },
      { name: 'supervisor', role: 'supervisor', token: TOKENS.supervisor },
      { name: 'agent', role: 'agent', agent: 'yuan', token: TOKENS.agent },
    ],
    alerts: {
      targets: [
        {
          ...{ id: 'post', kind: 'mail', host: 'localhost', port: smtp.port, from: 'Huiyin <h@example.com>' },
          ...{ username: 'huiyin', password: 'mail-password-1', ca: smtp.cert },
        },
      ],
      allow: ['127.0.0.0/8', '::1'],
    },
  })
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-room-'))
  chmodSync(dir, 0o755)
  dataDir = join(dir, 'data')
  config = join(dir, 'site.yaml')
  mkdirSync(dataDir)
  mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8g,mode=755', 'tmpfs', dataDir]).status === 0
  if (!mounted) return
  smtp = await startSmtpSink({ user: 'huiyin', password: 'mail-password-1' })
  writeFileSync(config, siteFile())
  site = await startUp({ dataDir, config })
}, 120_000)

afterAll(async () => {
  for (const socket of sockets) socket.close()
  await site?.end()
  await smtp?.stop()
  await vi.waitFor(() => expect(processesOf(dir)).toEqual([]), { timeout: 20_000, interval: 100 })
  if (mounted) execFileSync('umount', [dataDir])
  rmSync(dir, { recursive: true, force: true })
}, 60_000)

/** What the band of a page of somebody is told. */
function bandOf(role: keyof typeof TOKENS): () => readonly MachineNote['code'][] {
  let notes: readonly MachineNote[] = []
  const socket = io(site.url, { auth: { token: TOKENS[role] }, transports: ['websocket'], forceNew: true })
  sockets.push(socket)
  socket.on('machine', (reported: MachineNote[]) => {
    notes = reported
  })
  return () => notes.map(({ code }) => code)
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(`${site.url}${path}`, { headers: { authorization: `Bearer ${TOKENS.admin}` } })
  return (await answer.json()) as T
}
const readiness = () =>
  get<{ ready: boolean; checks: Record<string, { ok: boolean; detail?: string }> }>('/readyz')

async function operations(): Promise<{ level: string; text: string }[]> {
  const { findings } = await get<{ findings: { about: string; level: string; text: string }[] }>(
    '/api/v1/operations?language=en',
  )
  return findings.filter(({ text }) => /free/i.test(text))
}

function doctor(): string[] {
  const env = { ...process.env, HUIYIN_DATA_DIR: dataDir, HUIYIN_CONFIG: config }
  const { stdout } = spawnSync('npm', ['run', '-s', 'doctor'], { env, encoding: 'utf8' })
  return stdout.split('\n').filter((line) => /\bfree\b/.test(line))
}

async function post(subject: string): Promise<number> {
  const event = { specversion: '1.0', id: subject, source: 'crm', type: 'contact.queued', subject }
  const answer = await fetch(`${site.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKENS.feed}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...event, time: new Date().toISOString(), data: { queue: 'sales' } }),
  })
  return answer.status
}

test('little room is told on the band, by /readyz, on Operations, by doctor, and to administrators by mail', async (context) => {
  if (!mounted) return context.skip('this machine lets nobody mount a file system')
  const [admin, supervisor, agent] = [bandOf('admin'), bandOf('supervisor'), bandOf('agent')]
  await vi.waitFor(() => expect(sockets.every(({ connected }) => connected)).toBe(true), PATIENCE)
  // With plenty of room nobody says a word of it.
  expect(admin()).not.toContain('disk_low')
  expect((await operations()).every(({ level }) => level === 'good')).toBe(true)
  expect(doctor().filter((line) => line.startsWith('FIX'))).toEqual([])

  resize('700m')
  await vi.waitFor(() => expect(admin()).toContain('disk_low'), PATIENCE)
  await vi.waitFor(() => expect(supervisor()).toContain('disk_low'), PATIENCE)
  expect(agent()).toEqual([])
  const { ready, checks } = await readiness()
  expect(ready).toBe(true)
  expect(checks.machine).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/only \d+ MB .* make room/),
  })
  // It looks at all of it no more often than every few seconds.
  const fault = expect.objectContaining({ level: 'fault', text: expect.stringMatching(/\d+ MB/) })
  await vi.waitFor(async () => expect(await operations()).toContainEqual(fault), PATIENCE)
  expect(doctor()).toContainEqual(expect.stringMatching(/^FIX .*\d+ MB .*free/))
  // It is beforehand: all is taken in as ever.
  expect(await post('still-taken')).toBe(202)
  // Other notes of this machine may be told too.
  const told = () => smtp.mails.filter(({ text }) => /\bMB\b/.test(text)).flatMap(({ to }) => to)
  await vi.waitFor(() => expect(told()).toEqual(['boss@example.com']), PATIENCE)

  resize('8g')
  await vi.waitFor(() => expect(admin()).not.toContain('disk_low'), PATIENCE)
  expect((await readiness()).checks.machine?.detail ?? '').not.toMatch(/make room/)
}, 120_000)
