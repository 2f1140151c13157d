import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parseEvent } from '#core/event/parse-event.ts'
import type { QueueRow } from '#core/rows/row.ts'
import { readTruth } from '../support/asterisk-truth.ts'

/** Guarantee: `npm run replay-ami` prints what the connector tells, or the floor at the end, and nothing else. */

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const fixtures = fileURLToPath(new URL('../fixtures/asterisk/', import.meta.url))

function replay(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, INIT_CWD: fixtures }
  const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 }
  return run(process.execPath, ['scripts/replay-ami.ts', ...args], options)
}

test('the events, one a line, in order of time', async () => {
  const { stdout, stderr } = await replay('short.ndjson', '--config', 'site.yaml')
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const event of events) expect(parseEvent(event)).toMatchObject({ ok: true, event: { source: 'pbx' } })
  const times = events.map(({ time }) => time)
  expect(times).toEqual([...times].sort())
  expect(stderr).toBe('')
})

test('with --rows the state at the end, whose queues have the figures of queue_log', async () => {
  const { stdout } = await replay('short.ndjson', '--config', 'site.yaml', '--rows')
  const state = JSON.parse(stdout) as {
    pos: string
    at: string
    rows: { queue: QueueRow[]; contact: unknown[] }
  }
  const queues = new Map(state.rows.queue.map((row) => [row.id, row]))
  for (const [queue, counts] of Object.entries(readTruth().perQueue)) {
    const turnedAway = counts.refusedJoinEmpty + counts.refusedFull
    const left = counts.exitTimeout + counts.exitKey + counts.exitEmpty + counts.withdrawn
    expect(queues.get(queue)).toMatchObject({
      offered: counts.entered + turnedAway,
      answered: counts.answered,
      answeredInTarget: counts.answeredWithinSL,
      abandoned: counts.abandoned,
      left: left + turnedAway,
      turnedAway,
      waiting: 0,
    })
  }
  expect(state.rows.contact).toEqual([])
})

test('callers who left by time-out, key, redirect and withdrawal gave up in no queue', async () => {
  const exits = '../asterisk-exits/'
  const { stdout } = await replay(
    `${exits}exits-22.9.ndjson`,
    '--config',
    `${exits}site-exits.yaml`,
    '--rows',
  )
  const { rows } = JSON.parse(stdout) as { rows: { queue: QueueRow[]; contact: unknown[] } }
  for (const id of ['q-tmo', 'q-key', 'q-redir', 'q-wd'])
    expect(rows.queue.find((row) => row.id === id)).toMatchObject({
      ...{ offered: 1, left: 1, abandoned: 0, shortAbandoned: 0, answered: 0, waiting: 0 },
    })
  expect(rows.contact).toEqual([])
})

test('wrong arguments and files are said on one line, with nothing on standard output', async () => {
  for (const args of [
    [],
    ['short.ndjson'],
    ['none.ndjson', '--config', 'site.yaml'],
    ['short.ndjson', '--config', 'NOTES.md'],
    ['short.ndjson', '--config', 'site.yaml', '--what'],
  ]) {
    const failed = await replay(...args).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    expect(failed).toMatchObject({ stdout: '' })
    expect((failed as { code: number }).code).toBeGreaterThan(0)
    expect(failed.stderr.trim()).not.toBe('')
  }
})
