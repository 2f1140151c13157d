import { UNDO_MS } from '../time/undo.ts'
import type { AlertAbout } from './rule-event.ts'

/** What was said of one run of a rule, or done about it. */
export type AlertEvent = {
  readonly time: number
  readonly source: string
  readonly id: string
} & (
  | {
      readonly to: 'warned' | 'breached'
      readonly run: number
      readonly stage: number | null
      readonly dueAt: number | null
      readonly about: AlertAbout
    }
  | { readonly to: 'running'; readonly dueAt: number | null }
  | { readonly to: 'paused' | 'met' | 'late' | 'cleared' | 'released' }
  | { readonly to: 'voided'; readonly voids: string }
  /** A person takes back what they did themselves shortly before: `voids` is that event's id. */
  | { readonly to: 'undone'; readonly voids: string; readonly by: string }
  | {
      readonly to: 'acked' | 'snoozed'
      /** Who has it, or put it off. */
      readonly by: string
      readonly until: number
      /** Who gave it to them, where they did not take it themselves. */
      readonly givenBy: string | null
      readonly note: string | null
    }
)

type Ended = 'met' | 'late' | 'cleared' | 'released' | 'voided'

/** Who took an alert, and when. */
export interface TakenBy {
  readonly by: string
  readonly at: number
  /** Who gave it to them; null: they took it themselves. */
  readonly givenBy: string | null
}

/** How an alert stands but for time: an acknowledgement or a snooze holds until its instant only. */
export type AlertStatus =
  | { readonly is: 'open' }
  | { readonly is: 'acked'; readonly taken: TakenBy; readonly until: number }
  /** Whoever had taken it before still has it while it sleeps. */
  | { readonly is: 'snoozed'; readonly taken: TakenBy | null; readonly until: number }
  | { readonly is: 'resolved'; readonly at: number; readonly by: Ended; readonly before: AlertStatus }

/** What made an alert speak up, from where its ladder is counted. */
export interface Cause {
  readonly why: 'warned' | 'breached' | 'resumed'
  readonly at: number
  /** Of a warning: its stage, from 0. */
  readonly stage: number | null
}

/** One alert: what a run of a rule raised and what became of it. */
export interface Alert {
  readonly about: AlertAbout
  readonly raisedAt: number
  /** How many times it was sharpened: 0 while it is but warned. */
  readonly step: number
  readonly dueAt: number | null
  readonly cause: Cause
  /** The clock is paused: nobody is to be called now. */
  readonly held: boolean
  readonly status: AlertStatus
}

/** What follows of a run's events. */
export interface AlertFold {
  readonly alert: Alert | null
  /** The run has ended or is only known by what was done about it: nothing keeps it in memory but its age. */
  readonly over: boolean
}

const OPEN: AlertStatus = { is: 'open' }

function raised(before: Alert | null, event: AlertEvent & { to: 'warned' | 'breached' }): Alert {
  const { about, dueAt, time, to, stage } = event
  const cause: Cause = { why: to, at: time, stage }
  if (before === null)
    return {
      about,
      raisedAt: time,
      step: to === 'breached' ? 1 : 0,
      dueAt,
      cause,
      held: false,
      status: OPEN,
    }
  if (to === 'warned') return { ...before, about, dueAt, cause }
  return { ...before, about, dueAt, cause, step: before.step + 1, held: false, status: OPEN }
}

function ended(alert: Alert, by: Ended, at: number): Alert {
  const before = alert.status.is === 'resolved' ? alert.status.before : alert.status
  return { ...alert, held: false, status: { is: 'resolved', at, by, before } }
}

/** The clock runs on: what was paused goes on as it stood; a rule that let go and holds again is open again. */
function running(alert: Alert, { dueAt, time: at }: AlertEvent & { to: 'running' }): Alert {
  const { status, held, cause } = alert
  if (status.is !== 'resolved' && !held) return { ...alert, dueAt }
  const statusAfter = status.is === 'resolved' ? OPEN : status
  return { ...alert, dueAt, held: false, status: statusAfter, cause: { ...cause, why: 'resumed', at } }
}

type Hand = AlertEvent & { to: 'acked' | 'snoozed' }

/** What a person does about a resolved alert changes nothing: only its cause resolves it, or raises it again. */
function inHand(alert: Alert, { to, by, until, time: at, givenBy: giver }: Hand): Alert {
  if (alert.status.is === 'resolved') return alert
  const givenBy = giver === by ? null : giver
  if (to === 'acked') return { ...alert, status: { is: 'acked', taken: { by, at, givenBy }, until } }
  return { ...alert, status: { is: 'snoozed', taken: takenAt(alert.status, at), until } }
}

/** Who has an alert at `now`: whose acknowledgement, or whose snooze after it, still holds. */
export function takenAt(status: AlertStatus, now: number): TakenBy | null {
  if (status.is === 'open') return null
  if (status.is === 'resolved') return takenAt(status.before, status.at)
  return status.until > now ? status.taken : null
}

function after(alert: Alert | null, event: AlertEvent): Alert | null {
  switch (event.to) {
    case 'warned':
    case 'breached':
      return raised(alert, event)
    case 'running':
      return alert && running(alert, event)
    case 'paused':
      return alert && { ...alert, held: true }
    case 'met':
    case 'late':
    case 'cleared':
    case 'released':
      return alert && ended(alert, event.to, event.time)
    case 'acked':
    case 'snoozed':
      return alert && inHand(alert, event)
    case 'voided':
    case 'undone':
      return alert
    default:
      return event satisfies never
  }
}

function alertOf(events: readonly AlertEvent[]): Alert | null {
  let alert: Alert | null = null
  for (const event of events) alert = after(alert, event)
  return alert
}

type Raising = AlertEvent & { to: 'warned' | 'breached' }
const isRaising = (event: AlertEvent): event is Raising => event.to === 'warned' || event.to === 'breached'

/** An alert whose every cause was taken back: it was raised, and is resolved since the last of them was. */
function takenBack(events: readonly AlertEvent[]): Alert | null {
  const first = events.find(isRaising)
  if (first === undefined) return null
  const at = events.reduce((last, { to, time }) => (to === 'voided' ? Math.max(last, time) : last), 0)
  return ended(raised(null, first), 'voided', at)
}

/** Whether `one` is what the sender of `undo` did themselves, and may still take back at its time. */
function isUndoneBy(one: AlertEvent, undo: Pick<AlertEvent, 'time' | 'source'> & { voids: string }): boolean {
  const isHand = one.to === 'acked' || one.to === 'snoozed'
  const ageMs = undo.time - one.time
  return isHand && one.id === undo.voids && one.source === undo.source && ageMs >= 0 && ageMs <= UNDO_MS
}

/** Whether the sender of `undo` may still take back what they did about an alert: it is not taken back by now. */
export function canBeUndone(
  events: readonly AlertEvent[],
  undo: Pick<AlertEvent, 'time' | 'source'> & { voids: string },
): boolean {
  const one = events.find((event) => isUndoneBy(event, undo))
  return one !== undefined && !events.some((event) => event.to === 'undone' && isUndoneBy(one, event))
}

/** What still counts: neither voided by the rules nor taken back by who did it. */
function inForce(events: readonly AlertEvent[]): readonly AlertEvent[] {
  const voids = new Set(events.flatMap((event) => (event.to === 'voided' ? [event.voids] : [])))
  const undone = events.filter((event) => event.to === 'undone')
  if (voids.size + undone.length === 0) return events
  return events.filter((event) => !voids.has(event.id) && !undone.some((undo) => isUndoneBy(event, undo)))
}

const OF_PEOPLE: ReadonlySet<AlertEvent['to']> = new Set(['acked', 'snoozed', 'undone'])

/** Folds a run's events, sorted by (time, source, id). What was taken back counts as never said. */
export function foldAlert(events: readonly AlertEvent[]): AlertFold {
  const counting = inForce(events)
  const rule = counting.filter(({ to }) => !OF_PEOPLE.has(to) && to !== 'voided')
  const last = rule.at(-1)?.to
  const over =
    last === undefined || last === 'met' || last === 'late' || last === 'cleared' || last === 'released'
  return { alert: alertOf(counting) ?? takenBack(events), over }
}
