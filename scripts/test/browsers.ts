import { join } from 'node:path'
import { buildPages } from '../start/page-build.ts'
import { installSystemPackages, onPath } from '../start/system-packages.ts'
import { installNeeds } from './install-needs.ts'
import { runStep } from './run-step.ts'

const say = (line: string) => console.error(line)

/** Programs by which other browsers than Chromium are driven, with Debian's package of each. */
const programs: readonly (readonly [string, readonly string[]])[] = [
  ['webkit2gtk-driver', ['WebKitWebDriver']],
  ['xvfb', ['Xvfb']],
  ['firefox-esr', ['firefox-esr', 'firefox']],
]

const missing = () => programs.filter(([, names]) => !names.some(onPath)).map(([name]) => name)

/** What leads carry and offices have: signing in, an act at the desk, an alert, the wall, in WebKit and Firefox. */
async function run(): Promise<boolean> {
  const needs = await installNeeds(say)
  if (!needs.ok) {
    say(needs.hint)
    return false
  }
  if (missing().length > 0) await installSystemPackages(missing(), say)
  if (missing().length > 0) {
    say(`Missing for this: type "sudo apt-get install ${missing().join(' ')}"`)
    return false
  }
  if (!(await buildPages(say))) return false
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
  const result = await runStep(
    { title: 'other browsers', run: { args: [vitest, 'run', '--project', 'browsers'] } },
    say,
  )
  return result.failed === 0
}

process.exitCode = (await run()) ? 0 : 1
