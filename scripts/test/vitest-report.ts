import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** What vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
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

/** What became of the tests of one file. */
export interface FileTests {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One text for each test that failed, or for the file that could not be loaded: file, name, first lines of the fault. */
  readonly failures: readonly string[]
}

/** By the file's path in the project. */
export type TestReport = ReadonlyMap<string, FileTests>

const linesOfFault = 12

/** Reads what became of each file. */
export function readVitestReport(path: string, root: string): TestReport {
  const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as VitestReport
  return new Map(testResults.map((tests) => fileTests(relative(root, tests.name), tests)))
}

function fileTests(
  file: string,
  { status, message, assertionResults }: VitestReport['testResults'][number],
): [string, FileTests] {
  const failed = assertionResults.filter((test) => test.status === 'failed')
  const passed = assertionResults.filter((test) => test.status === 'passed').length
  const skipped = assertionResults.length - failed.length - passed
  const failures = failed.map(({ fullName, failureMessages }) =>
    [`${file} › ${fullName}`, ...firstLines(failureMessages.join('\n'))].join('\n'),
  )
  const isBroken = status === 'failed' && failed.length === 0
  return [
    file,
    isBroken
      ? { passed, failed: 1, skipped, failures: [[file, ...firstLines(message)].join('\n')] }
      : { passed, failed: failed.length, skipped, failures },
  ]
}

/** The files with a failure, in their order. */
export const failedFiles = (report: TestReport): string[] =>
  [...report].flatMap(([file, { failed }]) => (failed > 0 ? [file] : []))

function firstLines(text: string): string[] {
  return text
    .split('\n')
    .slice(0, linesOfFault)
    .map((line) => `    ${line}`)
}
