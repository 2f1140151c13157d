import { parentPort } from 'node:worker_threads'
import { type RouteAnswer, type RouteQuestion, routeAnswer } from '#core/notify/route-answer.ts'
import type { Site } from '#core/site/site-schema.ts'
import { holidayDates } from '#platform/holidays.ts'
import { type ChangeFault, judgeChange, type SiteChanged, type WantedSite } from './change-site.ts'
import { type PersonSettings, settingsOf } from './person-settings.ts'
import type { SiteVersion } from './site-versions.ts'

/** What the thread is asked to judge: a change, or whom the routes of a site that is being written would tell. */
export interface JudgeRequest {
  /** Null: nobody waits for it. */
  readonly id: number | null
  readonly job: JudgeJob
}

export type JudgeJob =
  | { readonly is: 'change'; readonly wanted: WantedSite; readonly asks: Asks }
  | {
      readonly is: 'route'
      readonly site: Site
      readonly asked: RouteQuestion
      readonly settings: ReadonlyMap<string, PersonSettings> | null
    }

interface Asks {
  readonly inForce: SiteVersion
  readonly dataDir: string
  /** Whether the text of the new set is asked for, too. */
  readonly withText: boolean
}

/** A judged change as it comes out of its thread. */
export type JudgedChange =
  | (Omit<Extract<SiteChanged, { ok: true }>, 'text'> & { readonly text: string })
  | { readonly ok: false; readonly faults: ChangeFault[] }

export type JudgeAnswer = { readonly id: number | null } & (
  | { readonly judged: JudgedChange | RouteAnswer }
  | { readonly failed: string }
)

function judged(wanted: WantedSite, { inForce, dataDir, withText }: Asks): JudgedChange {
  const change = judgeChange(wanted, inForce, dataDir)
  return change.ok ? { ...change, text: withText ? change.text() : '' } : change
}

function done(job: JudgeJob): JudgedChange | RouteAnswer {
  if (job.is === 'change') return judged(job.wanted, job.asks)
  const known = job.settings && settingsOf(job.settings)
  return routeAnswer(job.site, job.asked, { known, holidays: holidayDates })
}

function answerTo({ id, job }: JudgeRequest): JudgeAnswer {
  try {
    return { id, judged: done(job) }
  } catch (error) {
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** Reads and writes site files apart from the thread that serves walls: a large one takes tenths of a second. */
parentPort?.on('message', (asked: JudgeRequest) => {
  parentPort?.postMessage(answerTo(asked))
})
