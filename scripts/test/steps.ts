import { join } from 'node:path'
import { buildPages } from '../start/page-build.ts'
import type { Needs } from './install-needs.ts'

/** A command, run with this Node and told by its exit code. */
export interface StepCommand {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The command of a suite, and where its report, and the number of faults outside of tests, are found afterwards. */
export interface SuiteCommand extends StepCommand {
  readonly report: string
  readonly unhandled: string
}

/** One check of `npm test`. */
export interface TestStep {
  readonly title: string
  /** A command; a function that says whether it went well; or a suite. */
  readonly run: StepCommand | ((say: (line: string) => void) => Promise<boolean>) | TestSuite
}

export interface TestSuite {
  /** Whole, or of some files one after the other. */
  readonly suite: (onlyFiles?: readonly string[]) => SuiteCommand
  /** Files that failed are run once more: where real servers and a browser may be late. */
  readonly isRunAgain: boolean
}

const bin = (path: string) => join(import.meta.dirname, '../../node_modules', path)

/** All checks, the cheap ones first. */
export function steps(needs: Needs, reportDir: string): TestStep[] {
  const suite = (project: string, isRunAgain: boolean): TestStep => ({
    title: `${project} tests`,
    run: {
      isRunAgain,
      suite: (onlyFiles) => {
        const report = join(reportDir, `${project}${onlyFiles === undefined ? '' : '-again'}.json`)
        const unhandled = `${report}.unhandled`
        const reporters = ['default', 'json', join(import.meta.dirname, 'unhandled-reporter.ts')]
        const reporting = [...reporters.map((name) => `--reporter=${name}`), `--outputFile.json=${report}`]
        const which = onlyFiles === undefined ? [] : ['--no-file-parallelism', ...onlyFiles]
        return {
          args: [bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporting, ...which],
          env: { HUIYIN_CHROMIUM: needs.chromium, HUIYIN_UNHANDLED: unhandled },
          ...{ report, unhandled },
        }
      },
    },
  })
  return [
    { title: 'format', run: { args: [bin('@biomejs/biome/bin/biome'), 'check', '.'] } },
    { title: 'types', run: { args: [bin('typescript/bin/tsc'), '--noEmit'] } },
    suite('unit', false),
    { title: 'page build', run: (say) => buildPages(say) },
    suite('integration', true),
    suite('browser', true),
  ]
}
