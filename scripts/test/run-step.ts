import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TestStep } from './steps.ts'
import { type ReportedTests, readVitestReport } from './vitest-report.ts'

const root = join(import.meta.dirname, '../..')

export interface StepResult extends ReportedTests {
  readonly title: string
}

/** Runs one check and counts. What it prints is shown as it comes. */
export async function runStep(step: TestStep, say: (line: string) => void): Promise<StepResult> {
  say(`\n── ${step.title}`)
  const began = Date.now()
  const well = typeof step.run === 'function' ? await step.run(say) : await runCommand(step.run)
  const result = countOf(step, well)
  const word = result.failed === 0 ? 'good' : 'FAILED'
  say(`── ${step.title}: ${word}, ${Math.round((Date.now() - began) / 1000)} s`)
  return result
}

function runCommand({
  args,
  env,
}: Exclude<TestStep['run'], (...args: never[]) => unknown>): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  })
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })
}

/** A runner that ended badly without a failed test (a file that cannot be loaded, a fault outside of tests) failed once. */
function countOf({ title, report }: TestStep, well: boolean): StepResult {
  if (report === undefined || !existsSync(report))
    return { title, passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0, failures: [] }
  const tests = readVitestReport(report, root)
  return { ...tests, title, failed: Math.max(tests.failed, well ? 0 : 1) }
}
