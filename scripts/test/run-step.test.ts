import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runStep } from './run-step.ts'
import type { TestStep } from './steps.ts'

type Outcomes = Record<string, 'passed' | 'failed'>

const root = join(import.meta.dirname, '../..')
const quiet = () => undefined

/** A suite of files with one test each, that become what is said for the first run, then for the second. */
function suiteOf(
  first: Outcomes,
  again: (files: readonly string[]) => Outcomes,
  { isRunAgain = true, unhandled = 0 } = {},
): TestStep {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-step-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return {
    title: 'files',
    run: {
      isRunAgain,
      suite: (files) => {
        const outcomes = files === undefined ? first : again(files)
        const report = join(dir, files === undefined ? 'first.json' : 'again.json')
        const testResults = Object.entries(outcomes).map(([file, status]) => ({
          name: join(root, file),
          status,
          message: '',
          assertionResults: [{ fullName: 'holds', status, failureMessages: ['was late'] }],
        }))
        const code = Object.values(outcomes).includes('failed') ? 1 : 0
        const unhandledFile = `${report}.unhandled`
        const faults = files === undefined ? unhandled : 0
        const script = `const { writeFileSync } = require('fs'); writeFileSync(process.argv[1], process.argv[2]); writeFileSync(process.argv[3], '${faults}'); process.exitCode = ${code}`
        return {
          args: ['-e', script, report, JSON.stringify({ testResults }), unhandledFile],
          report,
          unhandled: unhandledFile,
        }
      },
    },
  }
}

test('a file that failed is run again alone; if it passes then it is named as unsteady and nothing failed', async () => {
  const suite = suiteOf({ a: 'passed', b: 'failed' }, (files) => {
    expect(files).toEqual(['b'])
    return { b: 'passed' }
  })
  expect(await runStep(suite, quiet)).toEqual({
    title: 'files',
    passed: 2,
    failed: 0,
    skipped: 0,
    failures: [],
    unsteady: ['b › holds\n    was late'],
  })
})

test('what fails twice has failed, and is not named as unsteady', async () => {
  const suite = suiteOf({ a: 'failed', b: 'failed', c: 'passed' }, () => ({ a: 'passed', b: 'failed' }))
  expect(await runStep(suite, quiet)).toMatchObject({
    passed: 2,
    failed: 1,
    failures: ['b › holds\n    was late'],
    unsteady: ['a › holds\n    was late'],
  })
})

test('where many files fail something is broken, and nothing is run again', async () => {
  const broken: Outcomes = { a: 'failed', b: 'failed', c: 'failed', d: 'failed', e: 'failed', f: 'failed' }
  const suite = suiteOf(broken, () => expect.unreachable())
  expect(await runStep(suite, quiet)).toMatchObject({ passed: 0, failed: 6, unsteady: [] })
})

test('a suite in which nothing can be late is not run again: what failed has failed', async () => {
  const suite = suiteOf({ a: 'failed' }, () => expect.unreachable(), { isRunAgain: false })
  expect(await runStep(suite, quiet)).toMatchObject({ passed: 0, failed: 1, unsteady: [] })
})

test('a fault outside of tests stays one, whatever is run again', async () => {
  const suite = suiteOf({ a: 'failed', b: 'passed' }, () => ({ a: 'passed' }), { unhandled: 1 })
  expect(await runStep(suite, quiet)).toMatchObject({
    passed: 2,
    failed: 1,
    failures: ['1 faults outside of tests: see above'],
  })
})
