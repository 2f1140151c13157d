import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { createLargeFloor, LARGE_FLOOR } from '#scripts/demo/large/large-floor.ts'
import type { DemoEvent } from '#scripts/demo/model/simulation.ts'
import { postAll } from '#scripts/demo/poster.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { openScreenSocket, type ScreenSocket } from '#tests/support/screen-socket.ts'
import type { Asked, LoadAnswer, LoadPlan } from './load-plan.ts'
import { createProbes } from './probes.ts'

/**
 * The large floor's feed and all its screens in a process of its own. Posts what was before and what happens from then
 * on; does what each line of its input asks, and answers it with a line.
 */
const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as LoadPlan
const parsed = parseSite(readFileSync(plan.siteFile, 'utf8'))
if (!parsed.ok) throw new Error('the site file is wrong')
const { cases, callbacks } = plan
const floor = createLargeFloor({
  ...{ site: parsed.site, seed: 'huiyin', source: plan.feed, start: Date.now() },
  ...{ cases, callbacks, eventsPerSec: LARGE_FLOOR.eventsPerSec },
})!
const EVERY_MS = 50
const probes = createProbes()
let screens: ScreenSocket[] = []
let posted = 0
let answers: number[] = []

const options = {
  ...{ url: plan.url, token: plan.token, signal: new AbortController().signal },
  retryMs: { first: 50, max: 500 },
  onRefused: (refused: readonly unknown[]) => {
    throw new Error(JSON.stringify(refused.slice(0, 3)))
  },
}

async function post(events: readonly DemoEvent[]): Promise<void> {
  posted += events.length
  for (const event of events) probes.sent(event)
  const began = performance.now()
  await postAll(events, options)
  answers.push(performance.now() - began)
}

/** What happens now, in small requests, as a feed sends it; a request that takes long holds up none after it. */
async function drive(): Promise<void> {
  for (;;) {
    const events = floor.advance(Date.now())
    if (events.length > 0) void post(events)
    await wait(EVERY_MS)
  }
}

const PATIENCE_MS = 60_000

async function untilAllAnswered(): Promise<void> {
  const began = performance.now()
  const silent = () => screens.filter(({ answeredAt }) => answeredAt === null)
  while (silent().length > 0) {
    if (performance.now() - began > PATIENCE_MS) {
      const [{ watcher, refusal }, ...more] = silent() as [ScreenSocket, ...ScreenSocket[]]
      throw new Error(`${watcher.view} of ${watcher.id} and ${more.length} more have no rows: ${refusal}`)
    }
    await wait(10)
  }
}

async function open({ which, urls = [plan.url] }: Extract<Asked, { do: 'open' }>): Promise<LoadAnswer> {
  for (const screen of screens) screen.close()
  const watchers = plan.watchers[which]
  const began = performance.now()
  screens = watchers.map((watcher, place) =>
    openScreenSocket(urls[place % urls.length]!, watcher, probes.heard),
  )
  await untilAllAnswered()
  const supervisors = screens.filter(({ watcher }) => watcher.view === 'supervisor')
  return {
    openedMs: performance.now() - began,
    supervisorBytes: Math.max(0, ...supervisors.map(({ firstBytes }) => firstBytes)),
    supervisorPlainBytes: Math.max(0, ...supervisors.map(({ answer }) => Buffer.byteLength(answer))),
  }
}

/** The value below which so large a share lies; null: there are none. */
function shareOf(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}

async function measure(sec: number): Promise<LoadAnswer> {
  probes.begin()
  answers = []
  const before = posted
  await wait(sec * 1_000)
  const { latencies } = probes
  return {
    ...{ p50: shareOf(latencies, 0.5), p99: shareOf(latencies, 0.99), seen: latencies.length },
    ...{ postP50: shareOf(answers, 0.5), postP99: shareOf(answers, 0.99) },
    eventsPerSec: (posted - before) / sec,
  }
}

/** The server was killed: how long until every screen has its rows again. */
async function untilBack(): Promise<LoadAnswer> {
  const began = performance.now()
  while (screens.every(({ answeredAt }) => answeredAt !== null)) await wait(1)
  await untilAllAnswered()
  return { backMs: performance.now() - began }
}

async function answer(asked: Asked): Promise<LoadAnswer> {
  if (asked.do === 'open') return open(asked)
  if (asked.do === 'measure') return measure(asked.sec)
  return untilBack()
}

const say = (reply: LoadAnswer) => console.log(JSON.stringify(reply))
const began = performance.now()
await post(floor.advance(Date.now()))
say({ posted, postedMs: performance.now() - began })
void drive()
// Who asked is gone: there is nobody to go on for.
process.stdin.once('end', () => process.exit())
for await (const line of createInterface(process.stdin)) say(await answer(JSON.parse(line) as Asked))
process.exit()
