import { join } from 'node:path'
import { installNeeds } from '../test/install-needs.ts'
import { runStep } from '../test/run-step.ts'

/** npm run first-minute: the demo's first five minutes at their own speed, in three languages, with every beat at its time. */

const say = (line: string) => console.error(line)

async function run(): Promise<boolean> {
  const needs = await installNeeds(say)
  if (!needs.ok) {
    say(needs.hint)
    return false
  }
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--project', 'browser', 'tests/browser/first-minute.test.ts']
  return (
    (await runStep({ title: 'the first minute', run: { args, env: { HUIYIN_FIRST_MINUTE: 'long' } } }, say))
      .failed === 0
  )
}

process.exitCode = (await run()) ? 0 : 1
