import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContextOptions } from 'playwright-core'
import { createRandom } from '#scripts/demo/model/random.ts'
import { openBrowser } from '../browser/browser.ts'
import { type StartedDemo, startDemo } from '../support/started-demo.ts'
import type { OfferedAct } from './hour/act.ts'
import { agentActs } from './hour/agent-acts.ts'
import { answerCalls } from './hour/answer-calls.ts'
import { leadActs } from './hour/lead-acts.ts'
import { supervisorActs } from './hour/supervisor-acts.ts'
import { type DoneAct, workHour } from './hour/work.ts'
import type { Soak } from './main.ts'

const options = {
  minutes: { type: 'string', default: '60' },
  speed: { type: 'string', default: '1' },
  language: { type: 'string', default: 'en' },
  seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  pictures: { type: 'string' },
} as const

interface Worker {
  readonly view: 'agent' | 'lead' | 'supervisor'
  readonly acts: readonly OfferedAct[]
  readonly look: BrowserContextOptions
}

const workers: readonly Worker[] = [
  { view: 'agent', acts: agentActs, look: { viewport: { width: 1440, height: 900 } } },
  {
    view: 'lead',
    acts: leadActs,
    look: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
  { view: 'supervisor', acts: supervisorActs, look: { viewport: { width: 1440, height: 900 } } },
]

/** Each act: how often, how many presses, and how long it took until it showed. */
function summary(who: string, done: readonly DoneAct[]): string[] {
  const names = [...new Set(done.map(({ act }) => act))]
  return names.map((act) => {
    const all = done.filter((one) => one.act === act)
    const ms = all.map((one) => one.ms).sort((a, b) => a - b)
    const presses = Math.max(...all.map((one) => one.presses))
    return `${who.padEnd(11)} ${act.padEnd(30)} ${String(all.length).padStart(4)} × ${presses} presses, ${ms[ms.length >> 1]} ms, longest ${ms.at(-1)} ms`
  })
}

/**
 * `npm run soak -- hour [--minutes 60] [--speed 1] [--language en] [--seed TEXT] [--pictures FOLDER]`: an hour of the demo
 * as agent, as lead on a phone and as supervisor, by clicks alone, each pressing what their screen offers. Broken is what a
 * press does not bring about, what a page says in red or its console as an error, and what is done many times a day and
 * takes more than two presses or five seconds. An hour takes an hour; at a higher speed of the demo's clock less.
 */
export const soak: Soak = async (given) => {
  const { values } = parseArgs({ options, args: [...given] })
  const { minutes, speed, language, seed, pictures } = values
  const say = (line: string) => console.error(line)
  const faults: string[] = []
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true })
  const browser = await openBrowser()
  let demo: StartedDemo | null = null
  try {
    demo = await startDemo('--speed', speed, '--language', language)
    say(`seed "${seed}", ${minutes} min at ${speed} ×, ${language}`)
    const views = (await demo.state()).views
    await demo.act('begin')
    const until = Number(minutes) * 60_000
    let ms = 0
    const isOver = () => ms >= until
    const calls = answerCalls(demo, createRandom(`${seed} calls`), (now) => {
      ms = now
      return isOver()
    })
    const hours = workers.map(async ({ view, acts, look }) => {
      const { port, path } = views[view]!
      const context = await browser.newContext({ ...look, locale: language })
      const page = await context.newPage()
      async function onFault(fault: string): Promise<void> {
        faults.push(fault)
        say(`${Math.round(ms / 1_000)} s  ${fault}`)
        if (pictures !== undefined)
          await page.screenshot({ path: join(pictures, `${faults.length}-${view}.png`) })
      }
      page.on('pageerror', (error) => void onFault(`${view}: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error')
          void onFault(`${view}: console: ${message.text()} ${message.location().url}`)
      })
      await page.goto(`http://localhost:${port}${path}`)
      const random = createRandom(`${seed} ${view}`)
      const isTouch = look.hasTouch === true
      const done = await workHour({ who: view, page, acts, random, isTouch, isOver, onFault })
      await context.close()
      return { view, acts, done }
    })
    // Whichever breaks first is told: the others break by its end.
    const [all] = await Promise.all([Promise.all(hours), calls])
    for (const { view, acts, done } of all) {
      for (const line of summary(view, done)) say(line)
      const never = acts.filter(({ name }) => !done.some(({ act }) => act === name)).map(({ name }) => name)
      if (never.length > 0) say(`${view.padEnd(11)} never offered or never whole: ${never.join(', ')}`)
    }
    return faults
  } finally {
    await browser.close()
    await demo?.end()
  }
}
