import { parentPort, workerData } from 'node:worker_threads'
import type { AnyEvent } from '#core/event/event.ts'
import type { RuleConfig } from '#core/rules/rule-schema.ts'
import type { Site } from '#core/site/site-schema.ts'
import { replay } from '#store/floor/replay.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'

/** What a rule is tried on: the events that the archive has of a stretch of time. */
export interface TrialRequest {
  readonly databaseUrl: string
  readonly site: Site
  readonly rule: RuleConfig
  /** ms since 1970. */
  readonly from: number
  readonly to: number
}

/** What a rule would have said. */
export interface TrialOutcome {
  readonly events: number
  /** The stretch held more events than are looked at: these are its first. */
  readonly isCut: boolean
  /** How often each was said, such as `breached`. */
  readonly counts: Readonly<Record<string, number>>
  /** What a supervisor would have heard of first: warnings and breaches, the oldest first. */
  readonly lines: readonly { readonly at: string; readonly subject: string; readonly to: string }[]
}

/** What the thread has to say: an outcome, or why the events could not be read. */
export type TrialMessage =
  | ({ readonly ok: true } & TrialOutcome)
  | { readonly ok: false; readonly code: 'archive_away'; readonly reason: string }

const MOST_EVENTS = 300_000
const AT_ONCE = 10_000
const SHOWN = 20
/** What a set of before said, and that it was another one, says nothing of this rule. */
const OF_RULES = /^(rule|alert|config)\./

async function eventsOf({ databaseUrl, site, from, to }: TrialRequest) {
  const database = createDatabase(databaseUrl, { max: 1 })
  const archive = createEventArchive(database, site.site.id)
  const events: AnyEvent[] = []
  try {
    for (let after = `${from}-0`; events.length < MOST_EVENTS; ) {
      const page = await archive.read(after, AT_ONCE)
      const inside = page.filter(({ at }) => at <= to)
      events.push(...inside.map(({ event }) => event).filter(({ type }) => !OF_RULES.test(type)))
      if (page.length < AT_ONCE || inside.length < page.length) return { events, isCut: false }
      after = page.at(-1)!.pos
    }
    return { events, isCut: true }
  } finally {
    await database.destroy()
  }
}

async function tried(asked: TrialRequest): Promise<TrialMessage> {
  let read: { events: AnyEvent[]; isCut: boolean }
  try {
    read = await eventsOf(asked)
  } catch (error) {
    return { ok: false, code: 'archive_away', reason: (error as Error).message }
  }
  const { events, isCut } = read
  const inTime = events.toSorted((a, b) => a.time - b.time)
  const { lines } = replay(inTime, { ...asked.site, rules: [asked.rule] }, asked.to)
  const counts: Record<string, number> = {}
  for (const { to } of lines) counts[to] = (counts[to] ?? 0) + 1
  const heard = lines.filter(({ to }) => to === 'warned' || to === 'breached')
  const shown = heard.slice(0, SHOWN).map(({ at, subject, to }) => ({ at, subject, to }))
  return { ok: true, events: events.length, isCut, counts, lines: shown }
}

parentPort?.postMessage(await tried(workerData as TrialRequest))
