import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { difference } from '#core/rules/printed-transition.ts'
import { replay } from '#store/floor/replay.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { readEvents } from './read-events.ts'

const scenario = (name: string) => new URL(`../../scenarios/${name}`, import.meta.url).pathname
const textLines = (name: string) => readFileSync(scenario(name), 'utf8').trim().split('\n')
const expected = (story: string) => textLines(`${story}.expected.ndjson`).map((line) => JSON.parse(line))
const stories = ['ticket', 'report', 'broadband', 'noise']

function siteOf(text: string) {
  const parsed = parseSite(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.site
}
const siteText = readFileSync(scenario('site.yaml'), 'utf8')
const site = siteOf(siteText)

async function* each(lines: readonly string[]) {
  yield* lines
}

function shuffled(lines: readonly string[]): string[] {
  // A fixed order that has nothing to do with time: by the reversed text.
  const key = (line: string) => [...line].reverse().join('')
  return [...lines].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

test.each(stories)('%s: the whole floor tells the story to the second', async (story) => {
  const { events, refused } = await readEvents(each(textLines(`${story}.ndjson`)), site.site.timezone)
  expect(refused).toEqual([])
  expect(replay(events, site, null).lines).toEqual(expected(story))
})

test.each(stories)(
  '%s: in any order, doubled, among rubbish and old rule lines, it is the same story',
  async (story) => {
    const lines = textLines(`${story}.ndjson`)
    const noise = [
      '{',
      '{"specversion":"1.0","id":"x","source":"s","type":"rule.breached","time":"2010-01-01T00:00:00Z","subject":"a"}',
      '{"specversion":"1.0","id":"y","source":"s","type":"case.burnt","time":"2010-01-01T00:00:00Z","subject":"a"}',
    ]
    const { events, refused } = await readEvents(
      each([...shuffled([...lines, ...lines]), ...noise, '']),
      'UTC',
    )
    expect(refused.map(({ reason }) => reason.split(':')[0])).toEqual(['bad_json', 'unknown_type'])
    expect(replay(events, site, null).lines).toEqual(expected(story))
  },
)

test('until is inclusive, for instants and for events', async () => {
  const { events } = await readEvents(each(textLines('ticket.ndjson')), 'UTC')
  const until = Date.parse('2005-12-14T08:47:30.000Z')
  const { lines, state } = replay(events, site, until)
  expect(lines).toEqual(expected('ticket').filter(({ at }) => Date.parse(at) <= until))
  expect(state().at).toBe('2005-12-14T08:47:30.000Z')
})

const laterKnown = siteOf(`
site: { id: later }
rules:
  - { id: r, kind: clock, subject: contact, start: [contact.dialled, case.contacted], stop: [contact.dialled], limit: 25m }
  - { id: w, kind: clock, subject: case, when: { state: waiting }, start: [case.opened], stop: [case.resolved], limit: 10m }
`)
async function said(...events: [minute: number, id: string, type: string, subject: string, data: object][]) {
  const lines = events.map(([minute, id, type, subject, data]) => {
    const time = new Date(Date.UTC(2026, 2, 2, 1, minute)).toISOString()
    return JSON.stringify({ specversion: '1.0', id, source: 'z', type, time, subject, data })
  })
  const read = await readEvents(each(lines), 'UTC')
  return replay(read.events, laterKnown, null).lines.map(
    ({ at, rule, run, to }) => `${Number(at.slice(14, 16))} ${rule} ${run} ${to}`,
  )
}

test('runs are numbered as all the evidence has them, also where a contact comes to belong to a case late', async () => {
  const lines = await said(
    [0, 'a', 'case.opened', 'C', { kind: 'request', customer: 'bob' }],
    [1, 'b', 'case.contacted', 'C', {}],
    [2, 'c', 'contact.dialled', 'K', { agent: 'he' }],
    [3, 'd', 'contact.queued', 'K', { queue: 'q', customer: 'bob' }],
  )
  expect(lines).toEqual(['1 r 1 running', '2 r 1 met', '2 r 2 running'])
})

test('what follows from several events of one instant is printed as it happened', async () => {
  const lines = await said(
    [0, 'a', 'case.opened', 'C', { kind: 'request' }],
    [20, 'b', 'case.waiting', 'C', {}],
    [20, 'c', 'case.priority_changed', 'C', { priority: 'high' }],
  )
  expect(lines).toEqual(['20 w 1 running', '20 w 1 breached'])
})

test('two rule sets: only what they say differently is shown, with the set that says it', async () => {
  const { events } = await readEvents(each(textLines('ticket.ndjson')), 'UTC')
  const slower = siteOf(siteText.replace('limit: 10m\n    warn: [3m]', 'limit: 30m\n    warn: [3m]'))
  const lines = difference(replay(events, site, null).lines, replay(events, slower, null).lines)
  expect(new Set(lines.map(({ rule }) => rule))).toEqual(new Set(['request-unconfirmed']))
  expect(lines[0]).toMatchObject({ only: 'config', to: 'running', dueAt: '2005-12-14T06:10:00.000Z' })
  expect(difference(replay(events, site, null).lines, replay(events, site, null).lines)).toEqual([])
})

test('the command prints the lines and the state, nothing else, and says on the other channel what it refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'replay-'))
  const file = join(folder, 'events.ndjson')
  await writeFile(file, `${shuffled(textLines('broadband.ndjson')).join('\n')}\nrubbish\n`)
  const args = ['scripts/replay.ts', file, '--config', scenario('site.yaml'), '--rows']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args)
  const printed = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const state = printed.pop()
  expect(printed).toEqual(expected('broadband'))
  expect(Object.keys(state)).toEqual(['pos', 'at', 'rows'])
  expect(state.rows.case.map(({ id }: { id: string }) => id).sort()).toEqual([
    'bb-1',
    'bb-s1',
    'bb-s2',
    'bb-s3',
  ])
  expect(stderr).toContain(':21: bad_json')
})

test('a site file with a fault is refused with its line, and nothing is replayed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'replay-'))
  const file = join(folder, 'site.yaml')
  await writeFile(
    file,
    siteText.replace('start: [case.opened, case.contacted, case.reopened]', 'start: [case.burnt]'),
  )
  const args = ['scripts/replay.ts', scenario('ticket.ndjson'), '--config', file]
  const failed = await promisify(execFile)(process.execPath, args).catch((error) => error)
  expect(failed).toMatchObject({ code: 1, stdout: '' })
  expect(failed.stderr).toMatch(/site\.yaml:\d+: rules/)
})
