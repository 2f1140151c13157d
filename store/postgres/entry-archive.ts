import { sql } from 'kysely'
import { type AnyEvent, type EventOfKind, isFloorEvent, isOfKind } from '#core/event/event.ts'
import { type ReportEntry, reportEntries, reportLegs } from '#core/history/report-entries.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { createTermsHistory, type TermsHistory } from '#core/queues/queue-terms.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Database } from './database.ts'

/** The entries behind a span of some queues, oldest first; `isCut`: there are more than were read. */
export interface FoundEntries {
  readonly entries: readonly ReportEntry[]
  readonly isCut: boolean
}

export interface EntryArchive {
  /** Entries that began in the span, of at most so many contacts, the first of the span. */
  read(queues: readonly string[], span: Span, most: number): Promise<FoundEntries>
  /** Legs of agents that began in the span. */
  readLegs(agents: readonly string[], span: Span, most: number): Promise<FoundEntries>
}

/** What changes an entry. */
const TYPES = ['queued', 'dialled', 'offered', 'declined', 'answered', 'held', 'resumed']
  .concat(['transferred', 'abandoned', 'left', 'ended'])
  .map((word) => `contact.${word}`)

/** So long before a span a contact may have entered of which an agent's part began in it. */
const BEFORE_MS = 48 * 3_600_000

type Row = Omit<AnyEvent, 'time'> & { time: Date }

export function createEntryArchive(database: Database, site: string): EntryArchive {
  /** By which terms entries are judged: those of the site file in force when they entered. */
  async function readTerms({ from, to }: Span): Promise<TermsHistory> {
    const isSet = sql`site_id = ${site} and type = 'config.applied' and data ? 'site'`
    // Of years of changes no more than the span needs, and of a set its queues alone.
    const { rows } = await sql<{ time: Date; queues: Site['queues'] | null }>`
      select time, data #> '{site,queues}' as queues from event
      where ${isSet} and time < to_timestamp(${to} / 1000.0) and time >= coalesce(
        (select max(time) from event where ${isSet} and time <= to_timestamp(${from - BEFORE_MS} / 1000.0)), '-infinity')
      order by pos_ms, pos_seq`.execute(database)
    const terms = createTermsHistory()
    for (const { queues, time } of rows) if (queues !== null) terms.apply({ queues }, time.getTime())
    return terms
  }

  /** The events of contacts of which an event of a type, within the span, names one of these. */
  async function readEvents(
    by: { readonly type: string; readonly field: 'queue' | 'agent' },
    named: readonly string[],
    { from, to }: Span,
    most: number,
  ): Promise<Row[]> {
    const { rows } = await sql<Row>`
      with named as (
        select subject, min(time) as since from event
        where site_id = ${site} and type = ${by.type}
          and time >= to_timestamp(${from} / 1000.0) and time < to_timestamp(${to} / 1000.0)
          and data->>${by.field} = any(${sql.val([...named])}::text[])
        group by subject order by since limit ${most})
      select distinct on (named.since, e.subject, e.time, e.source collate "C", e.id collate "C")
        e.id, e.source, e.type, e.subject, e.time, e.data - '{phone,name,text}'::text[] as data
      from named join event e on e.subject = named.subject
      where e.site_id = ${site} and e.type = any(${sql.val(TYPES)}::text[])
      order by named.since, e.subject, e.time, e.source collate "C", e.id collate "C", e.pos_ms, e.pos_seq`.execute(
      database,
    )
    return rows
  }

  async function find(
    by: Parameters<typeof readEvents>[0],
    named: readonly string[],
    span: Span,
    most: number,
  ): Promise<FoundEntries> {
    const [rows, terms] = await Promise.all([readEvents(by, named, span, most + 1), readTerms(span)])
    const contacts = new Map<string, EventOfKind<'contact'>[]>()
    for (const row of rows) {
      const event: AnyEvent = { ...row, time: row.time.getTime() }
      if (!isFloorEvent(event) || !isOfKind('contact', event)) continue
      const events = contacts.get(event.subject)
      if (events === undefined) contacts.set(event.subject, [event])
      else events.push(event)
    }
    const among = new Set(named)
    const fold = by.field === 'queue' ? reportEntries : reportLegs
    const entries = [...contacts]
      .slice(0, most)
      .flatMap(([id, events]) => fold(id, events, terms.at))
      .filter((entry) => among.has(entry[by.field] ?? ''))
      .filter(({ enteredAt }) => enteredAt >= span.from && enteredAt < span.to)
    entries.sort((a, b) => a.enteredAt - b.enteredAt || (a.contact < b.contact ? -1 : 1))
    return { entries, isCut: contacts.size > most }
  }

  return {
    read: (queues, span, most) => find({ type: 'contact.queued', field: 'queue' }, queues, span, most),
    readLegs: (agents, span, most) => find({ type: 'contact.answered', field: 'agent' }, agents, span, most),
  }
}
