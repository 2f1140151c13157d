import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type AuditAction, auditActions } from '#core/access/audit-actions.ts'
import { type Left, OPS } from '../support/audited-acts/acts.ts'
import { type AuditScene, startAuditScene, TEST_TOKENS } from '../support/audited-acts/scene.ts'
import { turnOn } from '../support/audited-acts/sign-in-acts.ts'
import { auditedActs } from '../support/audited-acts/table.ts'
import { startChild } from '../support/child-process.ts'
import { openScreen } from '../support/live-screen.ts'

/**
 * Guarantee: every act that the code puts on record (`auditActions`) leaves exactly one record when it is done: who did
 * it, when, from where, about what, and nothing secret. A new one fails until it stands in the table of acts.
 */
let scene: AuditScene
beforeAll(async () => {
  scene = await startAuditScene()
}, 120_000)
afterAll(() => scene?.stop())

/** The records that came since, once there is one at least. */
async function recordsSince(action: AuditAction, known: ReadonlySet<string>) {
  return vi.waitFor(
    async () => {
      const found = (await scene.records(action)).filter(({ id }) => !known.has(id))
      expect(found.length).toBeGreaterThan(0)
      return found
    },
    { timeout: 20_000, interval: 25 },
  )
}

const idsOf = async (action: AuditAction) => new Set((await scene.records(action)).map(({ id }) => id))

function expectLeft(found: { subject: string | null }, { subject }: Left): void {
  if (subject instanceof RegExp) expect(found.subject).toMatch(subject)
  else expect(found.subject).toBe(subject)
}

let serial = 0

describe('each act leaves its one record', () => {
  test.each(auditActions)('%s', { timeout: 60_000 }, async (action) => {
    // Those of whom somebody wants to know something first have a session by then, from elsewhere.
    scene.from = '203.0.113.200'
    for (const person of ['admin', 'ma', 'lin', 'yuan']) await scene.session(person)
    const known = await idsOf(action)
    scene.from = `203.0.113.${++serial}`
    const began = Date.now()
    const left = await auditedActs[action](scene)
    const found = await recordsSince(action, known)
    const ended = Date.now()
    expect(found).toHaveLength(1)
    const [record] = found
    expect(record!.who).toBe(left.who)
    expectLeft(record!, left)
    expect(record!.at).toBeGreaterThanOrEqual(began)
    expect(record!.at).toBeLessThanOrEqual(ended)
    expect(record!.detail.from).toBe(left.from === null ? undefined : scene.from)
    const { id: _id, at: _at, ...said } = record!
    for (const secret of left.secrets ?? []) expect(JSON.stringify(said)).not.toContain(secret)
  })
})

test('nothing in the whole record is a secret of the site', async () => {
  const all = JSON.stringify(await scene.server.database.selectFrom('audit').selectAll().execute())
  for (const secret of [...Object.values(TEST_TOKENS), 'feed-token-of-the-tests', 'a-secret-of-the'])
    expect(all).not.toContain(secret)
})

test('what a screen of live rows shows unmasked is on record with the address it is looked at from', async () => {
  const known = await idsOf('unmasked')
  const screen = openScreen(scene.server.url, { token: TEST_TOKENS.checks, view: 'supervisor' })
  await screen.until(({ fulls }) => fulls > 0)
  screen.close()
  expect(await recordsSince('unmasked', known)).toMatchObject([
    { who: 'token/checks', subject: null, detail: { view: 'supervisor', from: '127.0.0.1' } },
  ])
})

test('a report that is had as CSV is on record: of what, and of which span', async () => {
  const known = await idsOf('table.exported')
  const span = { of: 'site', from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' }
  const path = `/intervals?${new URLSearchParams({ ...span, by: 'hour' })}`
  const csv = await scene.ask('GET', path, undefined, { ...OPS, headers: { accept: 'text/csv' } })
  expect(csv.body.text).toMatch(/^from,to,weekday,/)
  await scene.ask('GET', path, undefined, OPS)
  expect(await recordsSince('table.exported', known)).toMatchObject([
    { who: 'token/ops', detail: { of: 'site', by: 'hour', rows: 24, from: scene.from } },
  ])
})

const COMMANDS: [string[], AuditAction, string | null][] = [
  [['password', 'no-he'], 'password.given', 'person/he'],
  [['second-factor', 'off', 'no-yuan'], 'second-factor.off', 'person/yuan'],
  [['export'], 'site.exported', null],
  [['forget', 'agent', 'by-mistake'], 'name.forgotten', 'agent/by-mistake'],
]

test.each(COMMANDS)(
  'npm run site -- %s leaves its record, too',
  { timeout: 60_000 },
  async (args, action, subject) => {
    if (args[0] === 'second-factor') await turnOn(scene, 'yuan')
    const known = await idsOf(action)
    const child = startChild(process.execPath, ['scripts/site/main.ts', ...args], {
      env: {
        ...process.env,
        ...{ REDIS_URL: scene.redisUrl, DATABASE_URL: scene.databaseUrl },
        ...{ HUIYIN_CONFIG: scene.config, HUIYIN_DATA_DIR: scene.dataDir },
      },
    })
    await child.exited
    const found = await recordsSince(action, known)
    expect(found).toMatchObject([{ who: 'command line', subject }])
    // A password is printed; nothing that is stands in the record.
    for (const word of child.output().match(/\b[\w-]{16,}\b/g) ?? [])
      expect(JSON.stringify(found)).not.toContain(word)
  },
)
