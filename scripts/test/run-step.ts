import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { TestStep } from './steps.ts'

export interface StepResult {
  readonly title: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
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

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
}

/** A runner that ended badly without a failed test (a file that cannot be loaded, a fault outside of tests) failed once. */
function countOf({ title, report }: TestStep, well: boolean): StepResult {
  if (report === undefined || !existsSync(report))
    return { title, passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 }
  const counts = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  const failed = Math.max(counts.numFailedTests, well ? 0 : 1)
  return { title, passed: counts.numPassedTests, failed, skipped: counts.numPendingTests }
}
