import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readVitestReport } from './vitest-report.ts'

function reportOf(content: unknown): string {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-report-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const path = join(dir, 'unit.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

const counts = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2 }

test('a failed test is named with its file and the first lines of its fault', () => {
  const fault = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
  const report = reportOf({
    ...counts,
    testResults: [
      {
        name: '/project/core/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'counts calls', status: 'failed', failureMessages: [fault] },
          { fullName: 'counts agents', status: 'passed', failureMessages: [] },
        ],
      },
    ],
  })
  const { passed, failed, skipped, failures } = readVitestReport(report, '/project')
  expect({ passed, failed, skipped }).toEqual({ passed: 7, failed: 1, skipped: 2 })
  expect(failures).toHaveLength(1)
  expect(failures[0]).toMatch(/^core\/a\.test\.ts › counts calls\n {4}line 0\n/)
  expect(failures[0]).toContain('line 11')
  expect(failures[0]).not.toContain('line 12')
})

test('a file that cannot be loaded is named with its reason', () => {
  const report = reportOf({
    ...counts,
    testResults: [
      { name: '/project/core/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  })
  expect(readVitestReport(report, '/project').failures).toEqual(['core/b.test.ts\n    no such module'])
})
