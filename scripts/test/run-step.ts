import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StepCommand, SuiteCommand, TestStep, TestSuite } from './steps.ts'
import { failedFiles, readVitestReport, type TestReport } from './vitest-report.ts'

const root = join(import.meta.dirname, '../..')

/** Of a suite with more failed files than this something is broken that another run would not change. */
const FILES_AGAIN = 5

export interface StepResult {
  readonly title: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly string[]
  /** What failed at first and passed when its file was run again, alone: nothing is broken, but nothing is proved. */
  readonly unsteady: readonly string[]
}

type Say = (line: string) => void

/** Runs one check and counts. What it prints is shown as it comes. */
export async function runStep(step: TestStep, say: Say): Promise<StepResult> {
  say(`\n── ${step.title}`)
  const began = Date.now()
  const result = { title: step.title, ...(await countsOf(step, say)) }
  const word = result.failed === 0 ? 'good' : 'FAILED'
  say(`── ${step.title}: ${word}, ${Math.round((Date.now() - began) / 1000)} s`)
  return result
}

type Counts = Omit<StepResult, 'title'>

async function countsOf({ run }: TestStep, say: Say): Promise<Counts> {
  if (typeof run !== 'function' && 'suite' in run) return await countsOfSuite(run, say)
  return counted(typeof run === 'function' ? await run(say) : await runCommand(run))
}

const counted = (isWell: boolean): Counts => ({
  passed: isWell ? 1 : 0,
  failed: isWell ? 0 : 1,
  skipped: 0,
  failures: [],
  unsteady: [],
})

/**
 * Runs a suite, and where that may help the files that failed once more, one after the other. A fault outside of tests
 * failed once, whatever the second run says.
 */
async function countsOfSuite({ suite, isRunAgain }: TestSuite, say: Say): Promise<Counts> {
  const first = await runSuite(suite())
  if (first.report === null) return counted(first.isWell)
  const failed = failedFiles(first.report)
  const isTriedAgain = isRunAgain && failed.length > 0 && failed.length <= FILES_AGAIN
  if (!isTriedAgain) return sumOf(first.report, first, [])
  say(`── once more, alone: ${failed.join(', ')}`)
  const again = await runSuite(suite(failed))
  if (again.report === null) return sumOf(first.report, first, [])
  const unsteady = failed
    .filter((file) => again.report?.get(file)?.failed === 0)
    .flatMap((file) => first.report!.get(file)!.failures)
  const unhandled = first.unhandled + again.unhandled
  return sumOf(new Map([...first.report, ...again.report]), { isWell: again.isWell, unhandled }, unsteady)
}

interface SuiteEnd {
  readonly isWell: boolean
  /** Faults outside of tests. */
  readonly unhandled: number
}

function sumOf(report: TestReport, { isWell, unhandled }: SuiteEnd, unsteady: readonly string[]): Counts {
  const files = [...report.values()]
  const sum = (kind: 'passed' | 'failed' | 'skipped') => files.reduce((all, file) => all + file[kind], 0)
  const outside = unhandled === 0 ? [] : [`${unhandled} faults outside of tests: see above`]
  return {
    passed: sum('passed'),
    failed: Math.max(sum('failed') + unhandled, isWell ? 0 : 1),
    skipped: sum('skipped'),
    failures: [...files.flatMap(({ failures }) => failures), ...outside],
    unsteady,
  }
}

async function runSuite(command: SuiteCommand): Promise<SuiteEnd & { report: TestReport | null }> {
  const isWell = await runCommand(command)
  const { report, unhandled } = command
  return {
    isWell,
    unhandled: existsSync(unhandled) ? Number(readFileSync(unhandled, 'utf8')) : 0,
    report: existsSync(report) ? readVitestReport(report, root) : null,
  }
}

function runCommand({ args, env }: StepCommand): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  })
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })
}
