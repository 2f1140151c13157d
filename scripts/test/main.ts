import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installNeeds } from './install-needs.ts'
import { runStep, type StepResult } from './run-step.ts'
import { steps } from './steps.ts'

const say = (line: string) => console.error(line)

/** Runs every check there is, all of them also after one failed, and tells the sum in the last line. */
async function runAll(): Promise<StepResult[]> {
  const needs = await installNeeds(say)
  if (!needs.ok) {
    say(needs.hint)
    return [{ title: 'what the tests need', passed: 0, failed: 1, skipped: 0, failures: [], unsteady: [] }]
  }
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-test-'))
  const results: StepResult[] = []
  try {
    for (const step of steps(needs.found, dir)) results.push(await runStep(step, say))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  return results
}

const results = await runAll()
const sum = (count: (result: StepResult) => number) => results.reduce((total, one) => total + count(one), 0)
const failed = sum((result) => result.failed)
for (const { title, failures } of results.filter((one) => one.failed > 0)) {
  say(`\nfailed: ${title}`)
  for (const failure of failures) say(`  ${failure}`)
}
for (const unsteady of results.flatMap((one) => one.unsteady))
  say(`\nunsteady, failed once and passed when its file was run again alone: ${unsteady}`)
const skipped = sum((result) => result.skipped)
const tail = skipped > 0 ? `, ${skipped} skipped` : ''
console.log(`${sum((result) => result.passed)} passed, ${failed} failed${tail}`)
process.exitCode = failed === 0 ? 0 : 1
