import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

export interface ReportedTests {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One text for each test or file that failed: its file, its name, the first lines of its fault. */
  readonly failures: readonly string[]
}

const linesOfFault = 12

/** Reads the counts and the failures of one report. */
export function readVitestReport(path: string, root: string): ReportedTests {
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (tests.length > 0)
      return tests.map(({ fullName, failureMessages }) =>
        [`${file} › ${fullName}`, ...firstLines(failureMessages.join('\n'))].join('\n'),
      )
    return status === 'failed' ? [[file, ...firstLines(message)].join('\n')] : []
  })
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
    failures,
  }
}

function firstLines(text: string): string[] {
  return text
    .split('\n')
    .slice(0, linesOfFault)
    .map((line) => `    ${line}`)
}
