import { Worker } from 'node:worker_threads'
import type { PeopleSettings } from '#core/notify/planning-context.ts'
import type { RouteAnswer, RouteQuestion } from '#core/notify/route-answer.ts'
import type { Site } from '#core/site/site-schema.ts'
import { ownSet, type WantedSite } from './change-site.ts'
import type { JudgeAnswer, JudgedChange, JudgeJob, JudgeRequest } from './judge-thread.ts'
import { sentSettings } from './person-settings.ts'
import type { SiteVersion } from './site-versions.ts'

/** Judges changes of the site file, and routes that are being written, in a thread of its own, which is there while somebody works at the site. */
export interface SiteJudge {
  judge(wanted: WantedSite, inForce: SiteVersion, withText: boolean): Promise<JudgedChange>
  /** Whom the routes and rosters of a site that is being written would tell. */
  askRoute(site: Site, asked: RouteQuestion, known: PeopleSettings | null): Promise<RouteAnswer>
  /** Somebody looks at a set and may change it: its text is read meanwhile. */
  ahead(version: SiteVersion): void
  close(): void
}

/** What no person wrote: no site file takes a hundredth of that. */
const WITHIN_MS = 15_000
const IDLE_MS = 10 * 60_000

const message = 'takes too long to read: no site file is like that'
const tooLong = {
  change: { ok: false, faults: [{ line: null, path: '', at: [], message }] },
  route: { ok: false, fault: { path: ['alerts'], message } },
} as const satisfies { change: JudgedChange; route: RouteAnswer }

interface Asking {
  readonly job: JudgeJob
  /** Each job has its own answers. */
  readonly done: (judged: never) => void
  readonly failed: (error: Error) => void
}
interface Waiting extends Asking {
  readonly late: NodeJS.Timeout
}

export interface SiteJudgeOptions {
  readonly dataDir: string
  /** Told of a fault of the thread that nobody waits for. */
  readonly onFault: (error: Error) => void
  /** How long one job may take; not given: 15 s. */
  readonly withinMs?: number
}

export function createSiteJudge({ dataDir, onFault, withinMs = WITHIN_MS }: SiteJudgeOptions): SiteJudge {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let last = 0
  /** The version that the thread has read already. */
  let read: number | null = null
  const waiting = new Map<number, Waiting>()

  /** Ends the thread; gives who waited for it, the one that it was busy with first. */
  function end(): Waiting[] {
    clearTimeout(idle)
    void worker?.terminate()
    worker = null
    read = null
    const left = [...waiting.values()]
    for (const { late } of left) clearTimeout(late)
    waiting.clear()
    return left
  }
  function fail(error: Error): void {
    for (const { failed } of end()) failed(error)
  }
  /** The thread is busy with the oldest; the others are asked anew. */
  function endLate(): void {
    const [slow, ...others] = end()
    slow?.done(tooLong[slow.job.is] as never)
    for (const one of others) ask(one)
  }

  function start(): Worker {
    const made = new Worker(new URL('./judge-thread.ts', import.meta.url))
    made.unref()
    made.on('message', (answer: JudgeAnswer) => {
      if (answer.id === null) return
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      clearTimeout(one?.late)
      if ('judged' in answer) one?.done(answer.judged as never)
      else one?.failed(new Error(answer.failed))
    })
    made.on('error', (error) => {
      // Whoever waits is told; of whom nobody waits for, this is the one trace.
      if (waiting.size === 0 || worker !== made) onFault(error)
      if (worker === made) fail(error)
    })
    return made
  }

  function send(asked: JudgeRequest): void {
    worker ??= start()
    worker.postMessage(asked)
    clearTimeout(idle)
    idle = setTimeout(() => fail(new Error('the site file was not judged')), IDLE_MS)
    idle.unref()
  }

  function ask({ job, done, failed }: Asking): void {
    const id = ++last
    waiting.set(id, { job, done, failed, late: setTimeout(endLate, withinMs) })
    send({ id, job })
  }

  return {
    judge: (wanted, inForce, withText) =>
      new Promise((done, failed) => {
        ask({ job: { is: 'change', wanted, asks: { inForce, dataDir, withText } }, done, failed })
      }),
    askRoute: (site, asked, known) =>
      new Promise((done, failed) => {
        ask({ job: { is: 'route', site, asked, settings: known && sentSettings(site, known) }, done, failed })
      }),
    // The set itself, as if it were a change: text, schema, holidays and calendars have then been read once.
    ahead(inForce) {
      if (read === inForce.version) return
      read = inForce.version
      const asks = { inForce, dataDir, withText: true }
      send({ id: null, job: { is: 'change', wanted: { json: ownSet(inForce, dataDir) }, asks } })
    },
    close: () => fail(new Error('the server stops')),
  }
}
