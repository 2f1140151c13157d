import { join } from 'node:path'
import { buildPages } from '../start/page-build.ts'
import type { Needs } from './install-needs.ts'

/** One check of `npm test`. */
export interface TestStep {
  readonly title: string
  /** A command, run with this Node and told by its exit code; or a function that says whether it went well. */
  readonly run:
    | { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> }
    | ((say: (line: string) => void) => Promise<boolean>)
  /** Where vitest writes how many tests passed; without it the step counts as one. */
  readonly report?: string
}

const bin = (path: string) => join(import.meta.dirname, '../../node_modules', path)

/** All checks, the cheap ones first. */
export function steps(needs: Needs, reportDir: string): TestStep[] {
  const suite = (project: string): TestStep => {
    const report = join(reportDir, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    return {
      title: `${project} tests`,
      run: {
        args: [bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters],
        env: { HUIYIN_CHROMIUM: needs.chromium },
      },
      report,
    }
  }
  return [
    { title: 'format', run: { args: [bin('@biomejs/biome/bin/biome'), 'check', '.'] } },
    { title: 'types', run: { args: [bin('typescript/bin/tsc'), '--noEmit'] } },
    suite('unit'),
    { title: 'page build', run: (say) => buildPages(say) },
    suite('integration'),
    suite('browser'),
  ]
}
