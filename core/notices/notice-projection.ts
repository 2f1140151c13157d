import { type EVENT_WITHDRAWN, isTakenBack, isWithdrawal } from '../cases/withdrawals/event-withdrawn.ts'
import { type EventOfKind, type EventOfType, insertEvent } from '../event/event.ts'
import { sendingPersonOf } from '../event/person-of.ts'
import { splitSubject } from '../event/subject.ts'
import { instantText, instantTextOrNull, type NoticeRow } from '../rows/row.ts'
import { createInstants } from '../time/instants.ts'
import { parseInstant } from '../time/parse-instant.ts'
import { createSameNotices } from './same-notices.ts'

/** What is said of a notice, and what takes that back. */
type NoticeEvent = EventOfKind<'notice'> | EventOfType<typeof EVENT_WITHDRAWN>

const idOf = (event: NoticeEvent) => (isWithdrawal(event) ? splitSubject(event.subject).id : event.subject)

/**
 * Notices to the floor: shown from `notice.posted` until `notice.withdrawn` or until their own end. What a feed posts
 * again and again in the same words is one notice, the one that it posted last.
 */
export interface NoticeProjection {
  /** Gives whose row may be another. */
  apply(event: NoticeEvent): string[]
  /** The row, without what only its incident knows. */
  row(id: string, now: number): NoticeRow | null
  /** The notices that name a case. */
  naming(caseId: string): Iterable<string>
  ids(): Iterable<string>
  /** Everything heard of a notice, in order. */
  eventsOf(id: string): readonly NoticeEvent[]
  nextInstant(): number | null
  advance(now: number): string[]
  /** Forgets what has ended before an instant, ms. */
  forgetBefore(instant: number): void
  dump(): NoticeEvent[]
}

interface Notice {
  posted: EventOfType<'notice.posted'> | null
  until: number | null
}

function fold(events: readonly NoticeEvent[]): Notice {
  const withdrawals = events.filter(isWithdrawal)
  let notice: Notice = { posted: null, until: null }
  for (const event of events) {
    if (isWithdrawal(event) || withdrawals.some((one) => isTakenBack(event, one))) continue
    if (event.type === 'notice.withdrawn') notice = { posted: null, until: null }
    else notice = { posted: event, until: parseInstant(event.data.until) }
  }
  return notice
}

const isOfFeed = ({ source }: NoticeEvent) => sendingPersonOf(source) === null

type Posted = EventOfType<'notice.posted'>

/** Leaves out what counts no more: only people take back what they said, so of a feed what it said last ends all before. */
function withoutPast(events: NoticeEvent[]): void {
  const last = events.findLastIndex((event) => event.type === 'notice.posted' && isOfFeed(event))
  if (last <= 0) return
  const kept = events.filter((event, place) => place >= last || isWithdrawal(event))
  events.splice(0, events.length, ...kept)
}

const isPosted = (event: NoticeEvent): event is Posted => event.type === 'notice.posted'

function rowOf(id: string, { posted, until }: Notice, now: number): NoticeRow | null {
  if (posted === null || (until !== null && until <= now)) return null
  return {
    id,
    text: posted.data.text,
    postedAt: instantText(posted.time),
    postedBy: sendingPersonOf(posted.source),
    until: instantTextOrNull(until),
    queues: [...(posted.data.queues ?? [])],
    case: posted.data.case ?? null,
    contacts: null,
  }
}

export function createNoticeProjection(): NoticeProjection {
  const lists = new Map<string, NoticeEvent[]>()
  const notices = new Map<string, Notice>()
  const instants = createInstants<string>()
  const byCase = new Map<string, Set<string>>()
  const same = createSameNotices()

  function name(id: string, before: string | undefined, after: string | undefined): void {
    if (before === after) return
    if (before !== undefined) byCase.get(before)?.delete(id)
    if (before !== undefined && byCase.get(before)?.size === 0) byCase.delete(before)
    if (after !== undefined) byCase.set(after, (byCase.get(after) ?? new Set()).add(id))
  }

  /** When it ended, ms; null: it stands. One that says the same later has not ended before one that it took the place of. */
  function endedAt(id: string, { posted, until }: Notice): number | null {
    const list = lists.get(id) ?? []
    if (same.isSuperseded(id)) return list.findLast(isPosted)?.time ?? 0
    if (posted === null) return list.at(-1)?.time ?? 0
    return until === null ? null : Math.max(until, posted.time)
  }

  function forget(id: string, notice: Notice): void {
    same.set(id, null)
    name(id, notice.posted?.data.case, undefined)
    lists.delete(id)
    notices.delete(id)
    instants.set(id, null)
  }

  return {
    apply(event) {
      const id = idOf(event)
      const list = lists.get(id) ?? []
      lists.set(id, list)
      if (insertEvent(list, event) === -1) return []
      withoutPast(list)
      const notice = fold(list)
      name(id, notices.get(id)?.posted?.data.case, notice.posted?.data.case)
      notices.set(id, notice)
      instants.set(id, notice.until)
      return [id, ...same.set(id, list.findLast(isPosted) ?? null)]
    },
    row(id, now) {
      const notice = notices.get(id)
      return notice === undefined || same.isSuperseded(id) ? null : rowOf(id, notice, now)
    },
    naming: (caseId) => byCase.get(caseId) ?? [],
    ids: () => notices.keys(),
    eventsOf: (id) => lists.get(id) ?? [],
    nextInstant: () => instants.next(),
    advance(now) {
      const changed: string[] = []
      for (let due = instants.take(now); due !== null; due = instants.take(now)) changed.push(due.key)
      return changed
    },
    forgetBefore(instant) {
      // Which they are is asked before the first goes: without the one that stood, an older one would stand again.
      const ended = [...notices].filter(([id, notice]) => (endedAt(id, notice) ?? instant) < instant)
      for (const [id, notice] of ended) forget(id, notice)
    },
    dump: () => [...lists.values()].flat(),
  }
}
