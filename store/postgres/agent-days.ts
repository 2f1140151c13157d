import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { type AnyEvent, compareEvents, isFloorEvent, isOfKind } from '#core/event/event.ts'
import { createDayFold, type DayFold, type DayOfAgents } from '#core/history/day-of-agents.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { createTermsHistory } from '#core/queues/queue-terms.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Database } from './database.ts'

/** An agent, and the queues that count as theirs where nothing says more. */
export interface KnownAgent {
  readonly id: string
  readonly queues: readonly string[]
}

/** What agents did in a span, folded from what is archived of it. */
export type ReadAgentDay = (span: Span, agents: readonly KnownAgent[]) => Promise<DayOfAgents>

/** So long before a span agents signed in who are at work in it, and contacts began that go on. */
const AGENTS_BEFORE_MS = 16 * 3_600_000
const CONTACTS_BEFORE_MS = 4 * 3_600_000
/** What is received within so long of what happened before it is put in its place. */
const LATE_MS = 10 * 60_000
const READ_AT_ONCE = 5_000
/** Of what was told later so many at once: the archive sorts all of it for each. */
const LATER_AT_ONCE = 20_000
const HOUR_MS = 3_600_000
/** Sockets and the fold share the loop. */
const SLICE_MS = 4

type Row = Omit<AnyEvent, 'time'> & { time: Date; ms: number; seq: number }

export function createAgentDays(database: Database, site: string): ReadAgentDay {
  /** The sets of queues by which wrap-ups end. */
  async function termsOf({ from, to }: Span) {
    const isSet = sql`site_id = ${site} and type = 'config.applied' and data ? 'site'`
    const { rows } = await sql<{ time: Date; queues: Site['queues'] | null }>`
      select time, data #> '{site,queues}' as queues from event
      where ${isSet} and time < ${new Date(to)} and time >= coalesce(
        (select max(time) from event where ${isSet} and time <= ${new Date(from - AGENTS_BEFORE_MS)}), '-infinity')
      order by pos_ms, pos_seq`.execute(database)
    const terms = createTermsHistory()
    for (const { queues, time } of rows) if (queues !== null) terms.apply({ queues }, time.getTime())
    return terms
  }

  /** What was said last of each agent before all that is read: some telephone systems sign them in once for years. */
  async function applyBefore(fold: DayFold, agents: readonly KnownAgent[], before: number): Promise<void> {
    const { rows } = await sql<Row>`
      select last.* from unnest(${sql.val(agents.map(({ id }) => id))}::text[]) as agent (id),
        lateral (select id, source, type, subject, time, data from event
          where site_id = ${site} and event.subject = agent.id and time < ${new Date(before)}
            and type in ('agent.available', 'agent.away', 'agent.signed_out')
          order by time desc limit 1) as last`.execute(database)
    const queues = new Map(agents.map((agent) => [agent.id, agent.queues]))
    for (const row of rows) {
      applyRow(fold, { ...row, type: 'agent.queues', data: { queues: queues.get(row.subject) ?? [] } })
      applyRow(fold, row)
    }
  }

  async function* readOn({ from, to }: Span): AsyncIterable<Row[]> {
    let [ms, seq] = [from - AGENTS_BEFORE_MS, -1]
    while (true) {
      const { rows } = await sql<Row>`
        select pos_ms as ms, pos_seq as seq, id, source, type, subject, time,
          data - '{phone,name,text,title}'::text[] as data from event
        where site_id = ${site} and (pos_ms, pos_seq) > (${ms}::bigint, ${seq}::bigint)
          and pos_ms < ${to + LATE_MS}::bigint and time >= ${new Date(from - AGENTS_BEFORE_MS)}
          and (type like 'agent.%' or (type like 'contact.%' and pos_ms >= ${from - CONTACTS_BEFORE_MS}::bigint))
        order by pos_ms, pos_seq limit ${READ_AT_ONCE}`.execute(database)
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows
      ;[ms, seq] = [last.ms, last.seq]
    }
  }

  /** Between which positions of the log (ms) a feed told of a span what it had not before; null: none did. */
  async function toldLater({ from, to }: Span): Promise<Span | null> {
    const { rows } = await sql<{ from: number | null; to: number | null }>`
      select min(pos_ms) as from, max(pos_ms) as to from event
      where site_id = ${site} and type in ('contact.queued', 'contact.dialled') and pos_ms >= ${to + LATE_MS}::bigint
        and time >= ${new Date(from - CONTACTS_BEFORE_MS)} and time < ${new Date(to)}`.execute(database)
    const [found] = rows
    if (found?.from == null || found.to === null) return null
    // What agents did was told about then, too.
    return { from: Math.max(to + LATE_MS, found.from - HOUR_MS), to: found.to + HOUR_MS }
  }

  /** What a feed told later, such as a PBX that was cut off for a day, in order of its time. */
  async function* readLater({ from, to }: Span): AsyncIterable<Row[]> {
    const told = await toldLater({ from, to })
    if (told === null) return
    let [time, ms, seq] = [new Date(from - AGENTS_BEFORE_MS), -1, -1]
    while (true) {
      const { rows } = await sql<Row>`
        select pos_ms as ms, pos_seq as seq, id, source, type, subject, time,
          data - '{phone,name,text,title}'::text[] as data from event
        where site_id = ${site} and pos_ms between ${told.from}::bigint and ${told.to}::bigint
          and (time, pos_ms, pos_seq) > (${time}::timestamptz, ${ms}::bigint, ${seq}::bigint) and time < ${new Date(to)}
          and (type like 'agent.%' or (type like 'contact.%' and time >= ${new Date(from - CONTACTS_BEFORE_MS)}))
        order by time, pos_ms, pos_seq limit ${LATER_AT_ONCE}`.execute(database)
      const last = rows.at(-1)
      if (last === undefined) return
      yield rows
      ;[time, ms, seq] = [last.time, last.ms, last.seq]
    }
  }

  return async (span, agents) => {
    const terms = await termsOf(span)
    const fold = createDayFold(span, terms.at)
    await applyBefore(fold, agents, span.from - AGENTS_BEFORE_MS)
    let waiting: Row[] = []
    let began = performance.now()
    const later = readLater(span)[Symbol.asyncIterator]()
    let heardTo = span.from - AGENTS_BEFORE_MS
    let laterTo = Number.NEGATIVE_INFINITY
    /** Hears in their order those that happened before an instant. */
    const hearUpTo = async (at: number) => {
      heardTo = at
      while (laterTo < at) {
        const { value: rows } = await later.next()
        laterTo = rows?.at(-1)?.time.getTime() ?? Number.POSITIVE_INFINITY
        for (const row of rows ?? []) waiting.push(row)
      }
      waiting.sort((a, b) => compareEvents(eventOf(a), eventOf(b)))
      const behind = waiting.findIndex(({ time }) => time.getTime() >= at)
      for (const row of waiting.splice(0, behind < 0 ? waiting.length : behind)) {
        applyRow(fold, row)
        if (performance.now() - began < SLICE_MS) continue
        await nextTurn()
        began = performance.now()
      }
    }
    for await (const rows of readOn(span)) {
      waiting.push(...rows)
      await hearUpTo(Math.min(span.to, rows.at(-1)!.ms - LATE_MS))
    }
    // Of a day that was told later all is still to come: not all of it at once.
    while (heardTo < span.to) await hearUpTo(Math.min(span.to, heardTo + HOUR_MS))
    waiting = []
    return fold.end(span.to)
  }
}

const eventOf = (row: Omit<Row, 'ms' | 'seq'>): AnyEvent => ({ ...row, time: row.time.getTime() })

function applyRow(fold: DayFold, row: Omit<Row, 'ms' | 'seq'>): void {
  const event = eventOf(row)
  if (isFloorEvent(event) && (isOfKind('agent', event) || isOfKind('contact', event))) fold.apply(event)
}
