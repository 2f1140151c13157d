import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_SITE } from '#scripts/demo/large/write-large-site.ts'
import { buildPages } from '#scripts/start/page-build.ts'
import { openBrowser } from '#tests/browser/browser.ts'
import { startUp } from '#tests/support/started.ts'
import { type Bench, type BenchResult, rounded } from './bench-result.ts'
import { costOfPage } from './big-floor/chromium.ts'
import { type Hall, PASSWORD, serverOf, startHall, untilReady } from './big-floor/hall.ts'
import { signAllIn } from './big-floor/morning.ts'
import { residentMb, settledMb, shareOfCore } from './big-floor/process-cost.ts'

const MEASURE_SEC = 20
/** After the screens have opened: what they cost once is over, and the compiler knows what is hot. */
const WARM_SEC = 8
const CALLBACKS = 300

type Limit = readonly [value: number, unit: string, most: number]

const atMost = (name: string, [value, unit, most]: Limit, baseline: number | null = null): BenchResult => ({
  ...{ name: `big-floor-${name}`, value: rounded(value), unit, baseline: baseline && rounded(baseline) },
  ratio: baseline === null ? null : rounded(value / baseline),
  ...{ target: `≤ ${most} ${unit}`, met: value <= most },
})

/** What is shown beside, and promises nothing. */
const shown = (name: string, value: number, unit: string): BenchResult => ({
  ...{ name: `big-floor-${name}`, value: rounded(value), unit, baseline: null, ratio: null },
  ...{ target: 'none', met: true },
})

const say = (line: string) => console.error(`  ${line}`)

/** The memory of a server of the demo's own site on which nothing ever happened. */
async function emptyMb(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-empty-'))
  const started = await startUp({ dataDir: join(dir, 'data'), config: DEMO_SITE })
  try {
    await untilReady(started.url)
    return await settledMb(serverOf(dir))
  } finally {
    await started.end()
    rmSync(dir, { recursive: true, force: true })
  }
}

interface Watched {
  readonly share: number
  readonly p50: number
  readonly p99: number
  readonly supervisorBytes: number
  readonly mb: number
}

async function watchedBy(hall: Hall, which: 'all' | 'one wall'): Promise<Watched> {
  const opened = await hall.ask({ do: 'open', which })
  await hall.ask({ do: 'measure', sec: WARM_SEC })
  const { share, told } = await shareOfCore(hall.serverPid(), () =>
    hall.ask({ do: 'measure', sec: MEASURE_SEC }),
  )
  const [p50, p99] = [told.p50 ?? Number.NaN, told.p99 ?? Number.NaN]
  const mb = residentMb(hall.serverPid())
  say(
    `${which}: ${rounded(told.eventsPerSec!)} events/s, ${told.seen} seen, answers to a POST ${rounded(told.postP50 ?? Number.NaN)} / ${rounded(told.postP99 ?? Number.NaN)} ms, p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms, ${rounded(share * 100)} % of a core, ${rounded(mb)} MB`,
  )
  return { share, p50, p99, supervisorBytes: opened.supervisorBytes!, mb }
}

async function withHall<T>(cases: number, run: (hall: Hall) => Promise<T>): Promise<T> {
  const hall = await startHall({ cases, callbacks: Math.min(CALLBACKS, Math.ceil(cases / 10)) })
  try {
    return await run(hall)
  } finally {
    await hall.end()
  }
}

async function pages(hall: Hall): Promise<BenchResult[]> {
  const browser = await openBrowser()
  const common = { url: hall.url, cookie: hall.cookieOf('ma-zong'), sec: MEASURE_SEC }
  try {
    const desk = await costOfPage(browser, { ...common, path: '/supervisor', landmark: '[data-entry]' })
    const wall = await costOfPage(browser, { ...common, path: '/wall/floor', landmark: '[data-queue]' })
    return [
      atMost('supervisor-first-figures', [desk.firstMs, 'ms', 1_500]),
      atMost('supervisor-elements', [desk.elements, 'elements', 3_000]),
      atMost('supervisor-main-thread', [desk.share * 100, '%', 15]),
      atMost('supervisor-longest-task', [desk.longestTaskMs, 'ms', 100]),
      atMost('supervisor-heap', [desk.heapMb, 'MB', 80]),
      atMost('wall-first-figures', [wall.firstMs, 'ms', 1_500]),
      atMost('wall-main-thread', [wall.share * 100, '%', 8]),
    ]
  } finally {
    await browser.close()
  }
}

/** All agents sign in from one address while the floor goes on. */
async function morning(hall: Hall): Promise<BenchResult[]> {
  const { letIn, tookSec, slowestMs } = await signAllIn(hall.url, hall.logins, PASSWORD)
  say(
    `${letIn} of ${hall.logins.length} signed in within ${rounded(tookSec)} s, the slowest in ${rounded(slowestMs)} ms`,
  )
  const all = hall.logins.length
  return [
    { ...shown('morning-let-in', letIn, 'people'), target: `all ${all}`, met: letIn === all },
    atMost('morning', [tookSec, 's', 300]),
  ]
}

/** All desks, walls and supervisors have their rows again after the server was killed, and the whole starts anew. */
async function storm(hall: Hall): Promise<BenchResult[]> {
  await hall.ask({ do: 'open', which: 'everybody' })
  const back = hall.ask({ do: 'until back' })
  process.kill(hall.serverPid(), 'SIGKILL')
  const { backMs } = await back
  const startMs = await hall.startAgain()
  return [atMost('back-after-kill', [backMs! / 1_000, 's', 10]), atMost('start', [startMs / 1_000, 's', 5])]
}

/** Issue "A floor of six hundred": what the large floor costs server and screens, and how little of it hangs on the open cases. */
export const bench: Bench = async () => {
  if (!(await buildPages(say))) throw new Error('the pages cannot be built')
  const empty = await emptyMb()
  say(`a server without a floor: ${rounded(empty)} MB`)
  const few = await withHall(100, async (hall) => ({
    wall: await watchedBy(hall, 'one wall'),
    all: await watchedBy(hall, 'all'),
  }))
  const some = await withHall(1_000, (hall) => watchedBy(hall, 'one wall'))
  const hall = await withHall(3_000, async (of) => ({
    wall: await watchedBy(of, 'one wall'),
    all: await watchedBy(of, 'all'),
    pages: await pages(of),
    morning: await morning(of),
    storm: await storm(of),
  }))
  const many = await withHall(10_000, (of) => watchedBy(of, 'all'))
  const { all } = hall
  const against = (name: string, { share }: Watched): BenchResult => ({
    ...atMost(name, [share * 100, '%', 0], all.share * 100),
    ...{ target: 'ratio ≤ 1.3', met: share / all.share <= 1.3 },
  })
  return [
    atMost('p50', [all.p50, 'ms', 15]),
    atMost('p99', [all.p99, 'ms', 100]),
    atMost('server', [all.share * 100, '% of a core', 35]),
    atMost('memory', [all.mb - empty, 'MB', 120], empty),
    against('server-at-100', few.all),
    against('server-at-10000', many),
    shown('one-wall-at-100', few.wall.share * 100, '% of a core'),
    shown('one-wall-at-1000', some.share * 100, '% of a core'),
    shown('one-wall-at-3000', hall.wall.share * 100, '% of a core'),
    atMost('supervisor-first-answer', [all.supervisorBytes / 1_024 ** 2, 'MB', 1]),
    ...hall.pages,
    ...hall.morning,
    ...hall.storm,
  ]
}
