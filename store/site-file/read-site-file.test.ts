import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashToken } from '../tokens.ts'
import { parseSite } from './parse-site.ts'
import { readSiteFile } from './read-site-file.ts'
import { writeSite } from './write-site.ts'

const SITE = `
site: { id: a }
queues: [{ id: q, team: t }]
teams: [{ id: t, name: T, members: [kai] }]
people: [{ id: kai, name: Kai, role: agent, login: "7", password: first-password }]
feeds:
  - { id: web, kind: http, token: web-token-1234 }
  - { id: pbx, kind: asterisk, host: pbx, username: huiyin, secretFile: pbx.secret, tokenFile: pbx.token }
apiTokens: [{ name: checks, role: lead, token: api-token-1234, agent: kai }]
`
let dir: string
let file: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-site-'))
  file = join(dir, 'site.yaml')
  writeFileSync(join(dir, 'pbx.secret'), 'ami-password\n')
  writeFileSync(join(dir, 'pbx.token'), 'pbx-token-1234\n')
})
afterEach(() => rmSync(dir, { recursive: true }))

const read = (text: string) => {
  writeFileSync(file, text)
  return readSiteFile(file)
}

test('what is published holds no secret; tokens are hashes, and secrets beside the file are read', () => {
  const result = read(SITE)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  const { published, tokens, connectorSecrets } = result.file.split
  for (const secret of [
    'first-password',
    'web-token-1234',
    'api-token-1234',
    'pbx-token-1234',
    'ami-password',
  ])
    expect(JSON.stringify(published)).not.toContain(secret)
  expect(tokens).toEqual([
    { grant: { kind: 'feed', feed: 'web' }, hash: hashToken('web-token-1234'), short: true },
    { grant: { kind: 'feed', feed: 'pbx' }, hash: hashToken('pbx-token-1234'), short: true },
    {
      grant: { kind: 'api', name: 'checks', role: 'lead', agent: 'kai' },
      hash: hashToken('api-token-1234'),
      short: true,
    },
  ])
  expect(connectorSecrets).toEqual([
    { feed: 'web', secret: null },
    { feed: 'pbx', secret: 'ami-password' },
  ])
})

test('faults of secrets and between the parts are told with line and path', () => {
  rmSync(join(dir, 'pbx.token'))
  const result = read(
    SITE.replace('api-token-1234', 'web-token-1234').replace('{ id: q, team: t }', '{ id: q, team: u }'),
  )
  const faults = result.ok ? [] : result.faults.map(({ line, path }) => `${line} ${path}`)
  expect(faults.sort()).toEqual(['3 queues[0].team', '8 feeds[1].tokenFile', '9 apiTokens[0]'])
})

test('a feed that cannot work is told with line and path: its kind, what it lacks, a secret that is empty', () => {
  writeFileSync(join(dir, 'pbx.token'), '\n')
  const result = read(
    SITE.replace('kind: http', 'kind: Asterisk').replace('host: pbx, username: huiyin, ', ''),
  )
  expect(result.ok ? [] : result.faults.map(({ line, path }) => `${line} ${path}`)).toEqual([
    '8 feeds[1].tokenFile',
    '7 feeds[0].kind',
    '8 feeds[1].host',
    '8 feeds[1].username',
  ])
})

test('a file that is not there, or not text, is told as such', () => {
  expect(readSiteFile(join(dir, 'none.yaml'))).toMatchObject({
    ok: false,
    faults: [{ line: null, message: 'there is no such file' }],
  })
  writeFileSync(file, Buffer.from([0x73, 0xff, 0xfe]))
  expect(readSiteFile(file)).toMatchObject({ ok: false, faults: [{ message: 'is not UTF-8' }] })
})

test('what export writes is a site file of the same content', () => {
  const result = read(SITE)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  const content = result.file.split.published
  const text = writeSite({
    site: 'a',
    version: 3,
    at: 0,
    by: 'kai',
    fileHash: null,
    content,
    text: null,
    why: null,
    published: true,
  })
  const again = parseSite(text)
  expect(again.ok && again.site).toEqual(content)
})

test("a target's secrets are read from their files, and an address in a file must be one", () => {
  writeFileSync(join(dir, 'hook-url'), 'https://hook.example/in/abc\n')
  writeFileSync(join(dir, 'not-a-url'), 'hello\n')
  const file = (urlFile: string) => `
site: { id: a }
alerts:
  targets:
    - { id: hook, kind: webhook, urlFile: ${urlFile}, secret: hush }
`
  const good = read(file('hook-url'))
  if (!good.ok) throw new Error(JSON.stringify(good.faults))
  expect(good.file.split.targetSecrets).toEqual([
    { target: 'hook', secrets: { url: 'https://hook.example/in/abc', secret: 'hush' } },
  ])
  expect(JSON.stringify(good.file.split.published)).not.toMatch(/hush|abc/)
  expect(read(file('not-a-url'))).toMatchObject({
    ok: false,
    faults: [{ path: 'alerts.targets[0].urlFile', message: 'the file holds no http(s) address' }],
  })
})

test('a secret may stand in the environment', () => {
  const file = `
site: { id: a }
alerts: { targets: [{ id: hook, kind: webhook, urlFile: "env:HUIYIN_TEST_HOOK" }] }
`
  expect(read(file)).toMatchObject({
    ok: false,
    faults: [{ message: 'the environment has no variable HUIYIN_TEST_HOOK' }],
  })
  process.env.HUIYIN_TEST_HOOK = 'https://hook.example/in'
  const good = read(file)
  delete process.env.HUIYIN_TEST_HOOK
  if (!good.ok) throw new Error(JSON.stringify(good.faults))
  expect(good.file.split.targetSecrets).toEqual([
    { target: 'hook', secrets: { url: 'https://hook.example/in' } },
  ])
})
