import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { checkFeeds } from '#scripts/doctor/check-feeds.ts'
import { noStoredSecrets } from '#scripts/pbx/stored-secrets.ts'
import { type AmiServerOptions, startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { freePort } from '#scripts/start/free-port.ts'
import { findingLine } from '#server/operations/finding.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { makeCertificate } from '../support/peers/certificate.ts'

/** Guarantee: what keeps an Asterisk feed from working is named, with what to do, before a caller is missed. */

let folder: string
const stops: (() => Promise<unknown> | unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-trial-'))
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  rmSync(folder, { recursive: true })
})

const ALL_ACTIONS = ['QueueStatus', 'CoreShowChannels', 'CoreSettings', 'Originate', 'QueuePause', 'Ping']

interface Pbx extends Partial<AmiServerOptions> {
  /** Actions that it may ask for, as ListCommands names them. */
  readonly actions?: readonly string[]
}

/** A PBX as it is seen by an account with these rights. */
async function startPbx({ actions = ALL_ACTIONS, answers, ...options }: Pbx = {}) {
  const server = await startAmiServer({
    secret: 'right',
    answers(action, field) {
      const id = `ActionID: ${field('ActionID')}\r\n`
      const own = answers?.(action, field) ?? []
      if (own.length > 0) return own
      if (action === 'ListCommands')
        return [
          `Response: Success\r\n${id}${actions.map((name) => `${name}: Does it.  (Priv: x)\r\n`).join('')}`,
        ]
      if (action === 'CoreSettings') return [`Response: Success\r\n${id}AsteriskVersion: 22.10.1\r\n`]
      if (action === 'ShowDialPlan' || action === 'Command')
        return [`Response: Error\r\n${id}Message: Permission denied\r\n`]
      return []
    },
    ...options,
  })
  stops.push(() => server.stop())
  for (const raw of STATE) server.play({ at: 0, raw })
  return server
}

const STATE = [
  'Event: QueueParams\r\nQueue: 600\r\nServiceLevel: 20\r\n\r\n',
  'Event: QueueParams\r\nQueue: 投诉\r\nServiceLevel: 30\r\n\r\n',
  'Event: QueueMember\r\nQueue: 600\r\nName: Anna Weiß\r\nLocation: PJSIP/101\r\nPaused: 0\r\nStatus: 1\r\n\r\n',
]

const feedOf = (port: number, more: object = {}) => ({
  ...{ id: 'pbx', kind: 'asterisk', host: '127.0.0.1', port, username: 'huiyin', secret: 'right' },
  queues: { 600: 'service', 投诉: 'complaints' },
  agents: { 'PJSIP/101': 'anna' },
  ...more,
})

function writeSite(feed: object, more: object = {}): string {
  const path = join(folder, 'site.yaml')
  const queues = [{ id: 'service' }, { id: 'complaints' }]
  const people = [{ id: 'anna', name: 'Anna', role: 'agent', agent: 'anna' }]
  writeFileSync(path, stringify({ site: { id: 'a' }, queues, people, feeds: [feed], ...more }))
  return path
}

/** What the doctor says of a feed, a line each. */
async function lines(feed: object, more: object = {}, withinMs = 20_000): Promise<string[]> {
  const read = readSiteFile(writeSite(feed, more))
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return (await checkFeeds(read.file, noStoredSecrets, { withinMs, listenMs: 0 })).map(findingLine)
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stops.push(() => new Promise((done) => server.close(done)))
  return (server.address() as AddressInfo).port
}

test('a PBX that answers everything is good, with its release, and each queue and member is known', async () => {
  const pbx = await startPbx()
  const found = await lines(feedOf(pbx.port))
  expect(found).toEqual([
    expect.stringMatching(/^good .*Asterisk 22\.10\.1 \(AMI 11\.0\.0\), and takes huiyin/),
    expect.stringMatching(
      /^look .*AMI does not tell what an account may read.*"read = system,call,agent,user,reporting,dialplan"/,
    ),
    expect.stringMatching(/^good .*each of its 2 queues/),
    expect.stringMatching(/^good .*each of its 1 members/),
  ])
  expect(pbx.received.some((action) => /Action: (Originate|Queue(Pause|Add|Remove))/.test(action))).toBe(
    false,
  )
})

test('an HTTP server, another service, one that hangs up and one that is not there are told apart', async () => {
  const web = createHttpServer((_, response) => response.end('hello'))
  const ssh = createServer((socket) => void socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'))
  const mute = createServer((socket) => void socket.resume())
  const shut = createServer((socket) => void socket.destroy())
  const closed = await freePort()
  expect(await lines(feedOf(await portOf(web)))).toEqual([
    expect.stringMatching(/^FIX .*is a web server \(HTTP\), and no Asterisk/),
  ])
  expect(await lines(feedOf(await portOf(ssh)))).toEqual([expect.stringMatching(/^FIX .*is an SSH server/)])
  expect(await lines(feedOf(await portOf(shut)))).toEqual([expect.stringMatching(/^FIX .*ends it at once/)])
  expect(await lines(feedOf(await portOf(mute)), {}, 2_500)).toEqual([
    expect.stringMatching(/^FIX .*says nothing, as no Asterisk does/),
  ])
  expect(await lines(feedOf(closed))).toEqual([
    expect.stringMatching(/^FIX .*the connection is refused: see that Asterisk runs/),
  ])
  expect(await lines(feedOf(closed, { host: 'nowhere.invalid' }))).toEqual([
    expect.stringMatching(/^FIX .*name is not known/),
  ])
})

test('a refused account is told with its three causes and the address that the PBX sees, and no secret', async () => {
  const pbx = await startPbx()
  const found = await lines(feedOf(pbx.port, { secret: 'wrong-secret' }))
  expect(found).toEqual([
    expect.stringMatching(
      /^FIX .*"Authentication failed".*\[huiyin\].*another secret.*permit.*127\.0\.0\.1.*failed to pass IP ACL/,
    ),
  ])
  expect(found.join()).not.toContain('wrong-secret')
})

test('a secret with a line break is never sent, and hinders no other finding', async () => {
  const pbx = await startPbx()
  expect(await lines(feedOf(pbx.port, { secret: 'x\r\nAction: Originate' }))).toEqual([
    expect.stringMatching(/^FIX .*does not let huiyin sign in: line break in the value of Secret/),
  ])
  expect(pbx.received).toEqual([])
})

test('an account that is signed in already, and may be only once, is no fault', async () => {
  const pbx = await startPbx({
    mute: true,
    answers: (action, field) =>
      action === 'Login'
        ? [`Response: Error\r\nActionID: ${field('ActionID')}\r\nMessage: Login Already In Use\r\n`]
        : [],
  })
  expect(await lines(feedOf(pbx.port))).toEqual([
    expect.stringMatching(/^look .*signed in already.*allowmultiplelogin/),
  ])
})

test('a right that is missing is named with the line of manager.conf', async () => {
  const pbx = await startPbx({
    instead: (action, field) =>
      action.startsWith('Core')
        ? [`Response: Error\r\nActionID: ${field('ActionID')}\r\nMessage: Permission denied\r\n`]
        : null,
    actions: ['QueueStatus', 'Ping', 'Command'],
    answers(action, field) {
      const id = `ActionID: ${field('ActionID')}\r\n`
      if (action !== 'Command') return []
      return [
        `Response: Success\r\n${id}Message: Command output follows\r\nOutput: \r\nOutput:          username: huiyin\r\n` +
          'Output:         read perm: system,call\r\nOutput:        write perm: command\r\n',
      ]
    },
  })
  const found = await lines(feedOf(pbx.port))
  expect(found[1]).toMatch(
    /^FIX .*CoreShowChannels: Permission denied, so a talk .*"write = system,reporting"/,
  )
  expect(found[2]).toMatch(
    /^FIX .*without agent: no caller is seen at all.*without dialplan.*"read = system,call,agent/,
  )
  expect(found[3]).toMatch(
    /^look .*without agent: nobody is put away.*without originate.*"write = system,reporting,agent,originate"/,
  )
  expect(found[0]).toMatch(/^good .*is Asterisk \(AMI 11\.0\.0\)/)
})

test('a PBX that does not answer what it need not is not waited for', async () => {
  const optional = ['ListCommands', 'CoreSettings', 'Ping']
  const pbx = await startPbx({ instead: (action) => (optional.includes(action) ? [] : null) })
  const began = performance.now()
  expect((await lines(feedOf(pbx.port)))[0]).toMatch(/^good .*is Asterisk \(AMI 11\.0\.0\), and takes huiyin/)
  expect(performance.now() - began).toBeLessThan(15_000)
})

test('a PBX that answers no question of the feed is late, not without rights', async () => {
  const pbx = await startPbx({ instead: (action) => (action === 'Login' ? null : []) })
  const found = await lines(feedOf(pbx.port), {}, 5_000)
  expect(found.slice(1, 3)).toEqual([
    expect.stringMatching(
      /^FIX .*QueueStatus: no answer in time, so no queue is known: it is late, or hangs/,
    ),
    expect.stringMatching(/^FIX .*CoreShowChannels: no answer in time.*: it is late, or hangs/),
  ])
})

test('queues and members that are misspelt, not mapped or not there are named as both sides write them', async () => {
  const pbx = await startPbx()
  const found = await lines(
    feedOf(pbx.port, { queues: { '60O': 'service' }, agents: { 'SIP/101': 'anna', 'PJSIP/999': 'ben' } }),
  )
  const looks = found.slice(2)
  expect(looks).toEqual([
    expect.stringMatching(/^look .*no queue for service, complaints of the site file/),
    expect.stringMatching(/^look .*no queue "60O": is "600" meant/),
    expect.stringMatching(/^look .*queues that the site file does not: "600", "投诉"\. Add each/),
    expect.stringMatching(/^look .*member "SIP\/101": is "PJSIP\/101" meant/),
    expect.stringMatching(/^look .*has "PJSIP\/999" now: right for members who sign in and out/),
    expect.stringMatching(/^look .*stand for nobody: "PJSIP\/101" \(Anna Weiß\)/),
  ])
})

test('a realtime queue that is loaded only when it is named is there', async () => {
  const pbx = await startPbx({
    instead: (action, field) =>
      action === 'QueueStatus' ? queueStatus(field, ['600', '投诉'], ['night']) : null,
  })
  const queues = { 600: 'service', 投诉: 'complaints', night: 'service' }
  expect((await lines(feedOf(pbx.port, { queues })))[2]).toMatch(/^good .*each of its 3 queues/)
  expect((await lines(feedOf(pbx.port, { queues: { 600: 'service' } })))[3]).toMatch(
    /^look .*site file does not: "投诉" \(service level 20 s\)\. Add/,
  )
})

/** The answer of a PBX that has some queues in memory, and loads others when they are asked for by name. */
function queueStatus(field: (name: string) => string, loaded: string[], realtime: string[]): string[] {
  const id = `ActionID: ${field('ActionID')}\r\n`
  const named = field('Queue')
  const queues = named === '' ? loaded : [...loaded, ...realtime].filter((name) => name === named)
  return [
    `Response: Success\r\n${id}EventList: start\r\n`,
    ...queues.map((name) => `Event: QueueParams\r\nQueue: ${name}\r\nServiceLevel: 20\r\n${id}`),
    `Event: QueueStatusComplete\r\n${id}EventList: Complete\r\n`,
  ]
}

test('a phone target is tried with its feed: the right to ring, and the context that plays the prompt', async () => {
  const alerts = { targets: [{ id: 'desk', kind: 'phone', feed: 'pbx' }] }
  const may = await startPbx()
  expect((await lines(feedOf(may.port), { alerts })).at(-1)).toMatch(
    /^good .*target desk: the account of the feed pbx may ring/,
  )
  const mayNot = await startPbx({ actions: ['QueueStatus'] })
  expect((await lines(feedOf(mayNot.port), { alerts })).at(-1)).toMatch(
    /^FIX .*target desk: the account may not ring.*"write = system,reporting,originate"/,
  )
  const noContext = await startPbx({
    answers: (action, field) =>
      action === 'ShowDialPlan'
        ? [
            `Response: Error\r\nActionID: ${field('ActionID')}\r\nMessage: Did not find context huiyin-alert\r\n`,
          ]
        : [],
  })
  expect((await lines(feedOf(noContext.port), { alerts })).at(-1)).toMatch(
    /^FIX .*no extension s in \[huiyin-alert\]/,
  )
})

/** Runs `site check` as a user would, on a data folder that was never started. */
function siteCheck(path: string, ...flags: string[]): Promise<{ code: number; err: string }> {
  const script = new URL('../../scripts/site/main.ts', import.meta.url).pathname
  const env = { ...process.env, HUIYIN_DATA_DIR: join(folder, 'data'), REDIS_URL: '', DATABASE_URL: '' }
  return new Promise((done) =>
    execFile(process.execPath, [script, 'check', path, ...flags], { env }, (error, _, err) =>
      done({ code: error === null ? 0 : Number(error.code), err }),
    ),
  )
}

test('site check tells what the PBX answers by line and path', async () => {
  const pbx = await startPbx()
  const wrong = await siteCheck(writeSite(feedOf(pbx.port, { secret: 'wrong-secret' })))
  expect(wrong).toMatchObject({
    code: 3,
    err: expect.stringMatching(/site\.yaml:\d+: feeds\[0\]\.secret: .*"Authentication failed"/),
  })
  expect(await siteCheck(writeSite(feedOf(pbx.port)))).toMatchObject({
    code: 0,
    err: expect.stringMatching(/: good\n$/),
  })
})

test('site check warns of a PBX that is out of reach, and tries none with --offline', async () => {
  const away = writeSite(feedOf(await freePort(), { secret: 'any-secret' }))
  expect(await siteCheck(away)).toMatchObject({
    code: 0,
    err: expect.stringMatching(/feeds\[0\]\.host: .*is refused.*\(warning\)\n.*: good\n$/),
  })
  expect(await siteCheck(away, '--offline')).toMatchObject({ code: 0, err: `${away}: good\n` })
})

test('site check refuses a feed without a secret where none can be kept', async () => {
  const { secret: _secret, ...feed } = feedOf(5038)
  expect(await siteCheck(writeSite(feed))).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /site\.yaml:\d+: feeds\[0\]\.secret: a feed of kind asterisk needs secret or secretFile\n$/,
    ),
  })
})

test('over TLS a certificate that is not trusted is a fault with what would make it so; one of the file is good', async () => {
  const certificate = makeCertificate()
  const pbx = await startPbx({ tls: certificate })
  writeFileSync(join(folder, 'pbx.pem'), certificate.cert)
  const first = async (more: object) => (await lines(feedOf(pbx.port, { tls: true, ...more })))[0]
  expect(await first({})).toMatch(
    /^FIX .*feed pbx: 127\.0\.0\.1:\d+: nobody that is trusted.*"caFile".*"fingerprint"/,
  )
  expect(await first({ caFile: 'pbx.pem' })).toMatch(/^good .*Asterisk 22\.10\.1/)
  const { fingerprint256 } = new X509Certificate(certificate.cert)
  expect(await first({ fingerprint: fingerprint256 })).toMatch(/^good .*Asterisk 22\.10\.1/)
  expect(await first({ fingerprint: 'ab'.repeat(32) })).toMatch(/^FIX .*another than that of "fingerprint"/)
  const open = await startPbx()
  expect(await lines(feedOf(open.port, { tls: true }))).toEqual([
    expect.stringMatching(/^FIX .*no TLS.*5039/),
  ])
})

test('what says how to trust a PBX is refused without TLS, and where it is no certificate', () => {
  const faults = (more: object) => {
    const read = readSiteFile(writeSite(feedOf(5038, more)))
    return read.ok ? [] : read.faults.map((fault) => JSON.stringify(fault))
  }
  expect(faults({ fingerprint: 'ab'.repeat(32) })).toEqual([expect.stringContaining('say tls: true, too')])
  expect(faults({ tls: true, fingerprint: 'ab' })).toEqual([expect.stringContaining('64 hexadecimal digits')])
  expect(faults({ tls: true, ca: 'nothing' })).toEqual([
    expect.stringContaining('must be a certificate as PEM'),
  ])
})
