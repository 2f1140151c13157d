import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { failedFiles, readVitestReport } from './vitest-report.ts'

function reportOf(...testResults: unknown[]) {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-report-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const path = join(dir, 'unit.json')
  writeFileSync(path, JSON.stringify({ testResults }))
  return readVitestReport(path, '/project')
}

test('a failed test is named with its file and the first lines of its fault, and counted in its file', () => {
  const fault = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
  const report = reportOf(
    {
      name: '/project/core/a.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { fullName: 'counts calls', status: 'failed', failureMessages: [fault] },
        { fullName: 'counts agents', status: 'passed', failureMessages: [] },
        { fullName: 'counts queues', status: 'skipped', failureMessages: [] },
      ],
    },
    {
      name: '/project/core/c.test.ts',
      status: 'passed',
      message: '',
      assertionResults: [{ fullName: 'holds', status: 'passed', failureMessages: [] }],
    },
  )
  expect(failedFiles(report)).toEqual(['core/a.test.ts'])
  const { failures, ...counts } = report.get('core/a.test.ts')!
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 })
  expect(failures).toHaveLength(1)
  expect(failures[0]).toMatch(/^core\/a\.test\.ts › counts calls\n {4}line 0\n/)
  expect(failures[0]).toContain('line 11')
  expect(failures[0]).not.toContain('line 12')
})

test('a file that cannot be loaded, or whose set-up failed, is one failure, named with its reason', () => {
  const report = reportOf({
    name: '/project/core/b.test.ts',
    status: 'failed',
    message: 'no such module',
    assertionResults: [],
  })
  expect(report.get('core/b.test.ts')).toMatchObject({
    failed: 1,
    failures: ['core/b.test.ts\n    no such module'],
  })
})
