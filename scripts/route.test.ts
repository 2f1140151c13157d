import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
let folder: string

const SITE = `
site: { id: test, timezone: Asia/Shanghai }
queues: [{ id: complaints, team: care }]
teams: [{ id: care, name: Care, leads: [lin], members: [yuan] }]
people:
  - { id: lin, name: Lin, role: lead, email: lin@example.test }
  - { id: sun, name: Sun, role: lead }
  - { id: ma, name: Ma, role: supervisor }
  - { id: yuan, name: Yuan, role: agent, agent: yuan }
calendars: [{ id: office, week: { mon-fri: ["09:00-18:00"] } }]
rules:
  - { id: unanswered, kind: clock, subject: case, start: [case.opened], stop: [case.replied], limit: 90m, warn: [50%, 15m] }
alerts:
  quiet: { from: "22:00", to: "07:00" }
  targets: [{ id: post, kind: mail, host: mail.example.test, from: h@example.test }]
  rosters: [{ id: night, shifts: [{ members: [sun, lin], handover: { every: day, at: "09:00", from: "2026-01-05" } }] }]
  routes:
    - { id: late, match: { outside: office }, ladder: [{ who: "roster:night" }], repeat: { every: 30m, most: 1 } }
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'route-'))
  await writeFile(join(folder, 'site.yaml'), SITE)
  const opened = {
    ...{ specversion: '1.0', id: '1', source: 'crm', type: 'case.opened', subject: 'C1' },
    ...{ time: '2026-01-05T10:00:00+08:00', data: { kind: 'complaint', queue: 'complaints', agent: 'yuan' } },
  }
  await writeFile(join(folder, 'events.ndjson'), JSON.stringify(opened))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** The command with these arguments, whatever it exits with. */
async function route(...args: string[]): Promise<Ended> {
  const script = join(import.meta.dirname, 'route.ts')
  const given = [script, ...args, '--config', join(folder, 'site.yaml')]
  return run(process.execPath, given).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  )
}

describe('npm run route', () => {
  it('says who would be told, in what order, when and why', async () => {
    const { code, stdout } = await route(
      ...[
        'unanswered',
        'case/C1',
        '--at',
        '2026-01-05T11:30:00+08:00',
        '--events',
        join(folder, 'events.ndjson'),
      ],
    )
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toEqual([
      'unanswered case/C1, breached at 2026-01-05 11:30 (Asia/Shanghai), warning',
      'belongs to: case C1, kind complaint, queue complaints, team care, owner yuan',
      'route leads: no route of the file fits; the rule notifies leads',
      '1. 2026-01-05 11:30',
      '     lin (Lin) by screen, mail [leads: the leads of team care]',
      '2. 2026-01-05 11:40',
      '     ma (Ma) by screen [supervisors: the supervisors in whose scope it lies]',
      'It stops as soon as its cause is gone or somebody takes it.',
    ])
  })

  it('knows routes, rosters, repetitions and quiet hours', async () => {
    const { stdout } = await route('unanswered', 'case/C9', '--at', '2026-01-06T23:00:00+08:00')
    expect(stdout).toContain('route late: the first route that fits: calendar office is closed')
    expect(stdout).toContain(
      'lin (Lin) held until 2026-01-07 07:00: quiet hours; then by screen, mail [roster:night: on duty on night]',
    )
    expect(stdout).toContain('2. 2026-01-07 07:30, time 2')
  })

  it('says where an early warning goes', async () => {
    const { stdout } = await route(
      ...['unanswered', 'case/C9', '--at', '2026-01-06T12:00:00+08:00', '--as', 'warning'],
      ...['--queue', 'complaints', '--owner', 'yuan'],
    )
    expect(stdout).toContain('an early warning, and its owner is not signed in')
    expect(stdout).toContain('1. 2026-01-06 12:00\n     lin (Lin)')
  })

  it.each([
    [['unanswered', 'case/C1'], /^usage: /],
    [['unanswered', 'case/C1', '--at', 'noon'], /^--at: "noon" must be a time such as 2026-11-23T18:30:00/],
    [['unanswered', 'case/C1', '--at', '2026-01-06T12:00:00Z', '--as', 'shout'], /^--as: must be one of /],
    [['unanswered', 'C1', '--at', '2026-01-06T12:00:00Z'], /^"C1": must be a subject such as case\/C1/],
    [['unanswered', 'case/C1', '--at', '2026-01-06T12:00:00Z', '--loud'], /^usage: /],
    [
      ['other', 'case/C1', '--at', '2026-01-06T12:00:00Z'],
      /there is no rule "other"; there are: unanswered$/m,
    ],
    [['unanswered', 'queue/q', '--at', '2026-01-06T12:00:00Z'], /is about a case, not about queue\/q$/m],
  ])('refuses %j with one line and exit code 2', async (args, line) => {
    const { code, stdout, stderr } = await route(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})
