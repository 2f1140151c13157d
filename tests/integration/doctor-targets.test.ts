import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { checkTargets } from '#scripts/doctor/check-targets.ts'
import { findingLine } from '#server/operations/finding.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { type HttpsSink, startHttpsSink } from '../support/peers/https-sink.ts'
import { type SmtpSink, startSmtpSink } from '../support/peers/smtp-sink.ts'

let smtp: SmtpSink
let sink: HttpsSink
let folder: string
beforeAll(async () => {
  ;[smtp, sink] = await Promise.all([
    startSmtpSink({ user: 'huiyin', password: 'right-password' }),
    startHttpsSink(),
  ])
  folder = mkdtempSync(join(tmpdir(), 'huiyin-doctor-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Promise.all([smtp.stop(), sink.stop()])
})

/** What the doctor says of these targets, a line each. */
async function lines(targets: readonly object[], allow = ['127.0.0.0/8', '::1']): Promise<string[]> {
  const path = join(folder, 'site.yaml')
  writeFileSync(path, stringify({ site: { id: 'a' }, alerts: { targets, allow } }))
  const read = readSiteFile(path)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return (await checkTargets(read.file)).map(findingLine)
}

const mail = (fields: object) => ({
  ...{ id: 'post', kind: 'mail', host: 'localhost', port: smtp.port, from: 'h@example.com', ca: smtp.cert },
  ...{ username: 'huiyin', password: 'right-password', ...fields },
})
const hook = (fields: object = {}) => ({
  id: 'hook',
  kind: 'webhook',
  url: `${sink.url}/in`,
  secret: 'hush-hush',
  ...fields,
})

test('what can be sent to is good, and nothing was sent', async () => {
  const said = await lines([mail({}), hook({ ca: sink.cert })])
  expect(said[0]).toMatch(/^good {4}target post: .* answers and takes the account/)
  expect(said[1]).toMatch(/^good {4}target hook: .* its certificate holds/)
  expect([smtp.mails.length, sink.requests.length]).toEqual([0, 0])
})

test.each([
  ['a wrong password', () => mail({ password: 'wrong-password' }), /^FIX .*target post.*Check port/],
  ['an unknown authority', () => hook(), /^FIX .*target hook.*certificate.*"ca"/],
  ['a name that nobody knows', () => hook({ url: 'https://nowhere.invalid/in' }), /^FIX .*is not known/],
  ['nobody there', () => hook({ url: 'https://localhost:9/in' }), /^FIX .*ECONNREFUSED/],
])('%s is told with its fix, and no secret', async (_, target, expected) => {
  const [said] = await lines([target()])
  expect(said).toMatch(expected)
  expect(said).not.toMatch(/wrong-password|hush-hush/)
})

test('a private address that is not opened, a range that opens all, and no target at all', async () => {
  expect((await lines([hook({ ca: sink.cert })], []))[0]).toMatch(/^FIX .*add its range to alerts\.allow/)
  expect((await lines([hook({ ca: sink.cert })], ['0.0.0.0/0'])).at(-1)).toMatch(
    /^look .*opens 0\.0\.0\.0\/0/,
  )
  expect((await lines([]))[0]).toMatch(/^look .*alerts are on the screens alone/)
})
