import { hash128 } from '../collections/hash128.ts'
import { type EventOfKind, type EventOfType, isOfKind } from '../event/event.ts'
import type { EventName } from '../rules/rule-transition.ts'
import { parseInstant } from '../time/parse-instant.ts'
import type { AlertEvent } from './alert-state.ts'
import type { AlertAbout } from './rule-event.ts'

/** The id of the one alert of a rule, a subject and a run, which its start event names. */
export function alertId(rule: string, subject: string, start: EventName): string {
  return hash128(JSON.stringify([rule, subject, start.source, start.id]))
}

/** Events older than this at their receipt raise nothing: they are recorded, and nobody is woken. */
export const WAKES_MS = 24 * 3_600_000

type RuleEvent = EventOfKind<'rule'>
type Raising = EventOfType<'rule.warned' | 'rule.breached'>

function aboutOf({ data }: Raising): AlertAbout {
  const { severity, title, case: caseId, team } = data
  return { severity, title: title ?? {}, case: caseId ?? null, team: team ?? null }
}

function raisedBy(event: Raising, at: number): AlertEvent | null {
  const { time, source, id, data } = event
  if (at - time > WAKES_MS) return null
  const to = event.type === 'rule.warned' ? 'warned' : 'breached'
  const { run, stage = null, dueAt } = data
  return { time, source, id, to, run, stage, dueAt: parseInstant(dueAt), about: aboutOf(event) }
}

function ruleEventOf(event: RuleEvent, at: number): AlertEvent | null {
  const { time, source, id } = event
  const place = { time, source, id }
  switch (event.type) {
    case 'rule.warned':
    case 'rule.breached':
      return raisedBy(event, at)
    case 'rule.running':
      return { ...place, to: 'running', dueAt: parseInstant(event.data.dueAt) }
    case 'rule.paused':
      return { ...place, to: 'paused' }
    case 'rule.met':
      return { ...place, to: 'met' }
    case 'rule.late':
      return { ...place, to: 'late' }
    case 'rule.cleared':
      return { ...place, to: 'cleared' }
    case 'rule.released':
      return { ...place, to: 'released' }
    case 'rule.voided':
      return { ...place, to: 'voided', voids: event.data.voids }
    default:
      return event satisfies never
  }
}

const ACKED_MS = 30 * 60_000

/** What a person did; whoever it is assigned to has it from then on. */
function handEventOf(event: EventOfKind<'alert'>): AlertEvent | null {
  const { time, source, id } = event
  switch (event.type) {
    case 'alert.acked':
    case 'alert.snoozed': {
      const { by, until, note } = event.data
      const to = event.type === 'alert.acked' ? 'acked' : 'snoozed'
      return {
        ...{ time, source, id, to, by, givenBy: null },
        ...{ until: parseInstant(until) ?? time + ACKED_MS, note: note ?? null },
      }
    }
    case 'alert.assigned': {
      const { by: givenBy, to: by, until, note } = event.data
      return {
        ...{ time, source, id, to: 'acked', by, givenBy },
        ...{ until: parseInstant(until) ?? time + ACKED_MS, note: note ?? null },
      }
    }
    case 'alert.undone':
      return { time, source, id, to: 'undone', voids: event.data.voids, by: event.data.by }
    case 'alert.called':
    case 'alert.told':
    case 'alert.untold':
    case 'alert.duty':
      return null
    default:
      return event satisfies never
  }
}

/** An event of a rule or about an alert. */
export type RuleOrAlertEvent = RuleEvent | EventOfKind<'alert'>

/** Reads an event of the log, received at `at`, as part of an alert; null if it is none, or too old to wake anybody. */
export function readAlertEvent(
  event: RuleOrAlertEvent,
  at: number,
): { alert: string; event: AlertEvent } | null {
  if (!isOfKind('rule', event)) {
    const said = handEventOf(event)
    return said === null ? null : { alert: event.subject, event: said }
  }
  const said = ruleEventOf(event, at)
  return said === null
    ? null
    : { alert: alertId(event.data.rule, event.subject, event.data.start), event: said }
}
