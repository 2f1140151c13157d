import type { FloorEvent } from '../event.ts'
import { parseInstant } from '../parse-instant.ts'
import type { Severity } from '../row.ts'
import { hash128 } from '../rules/rule-event-id.ts'
import type { EventName } from '../rules/rule-transition.ts'
import type { AlertEvent } from './alert-state.ts'
import type { AlertAbout } from './rule-event.ts'

/** The id of the one alert of a rule, a subject and a run, which its start event names. */
export function alertId(rule: string, subject: string, start: EventName): string {
  return hash128(JSON.stringify([rule, subject, start.source, start.id]))
}

/** Events older than this at their receipt raise nothing: they are recorded, and nobody is woken. */
export const WAKES_MS = 24 * 3_600_000

function aboutOf({ data }: FloorEvent): AlertAbout {
  return {
    severity: data.severity as Severity,
    title: (data.title as Record<string, string> | undefined) ?? {},
    case: (data.case as string | null | undefined) ?? null,
    team: (data.team as string | null | undefined) ?? null,
  }
}

function ruleEventOf(event: FloorEvent, at: number): AlertEvent | null {
  const { time, source, id, data } = event
  const place = { time, source, id }
  const dueAt = parseInstant(data.dueAt)
  switch (event.type) {
    case 'rule.warned':
    case 'rule.breached': {
      if (at - time > WAKES_MS) return null
      const to = event.type === 'rule.warned' ? 'warned' : 'breached'
      const stage = (data.stage as number | undefined) ?? null
      return { ...place, to, run: data.run as number, stage, dueAt, about: aboutOf(event) }
    }
    case 'rule.running':
      return { ...place, to: 'running', dueAt }
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
      return { ...place, to: 'voided', voids: data.voids as string }
    default:
      return null
  }
}

const ACKED_MS = 30 * 60_000

/** What a person did; whoever it is assigned to has it from then on. */
function handEventOf({ time, source, id, type, data }: FloorEvent): AlertEvent | null {
  const place = { time, source, id }
  const isGiven = type === 'alert.assigned'
  const hand = {
    by: (isGiven ? data.to : data.by) as string,
    until: parseInstant(data.until) ?? time + ACKED_MS,
    givenBy: isGiven ? (data.by as string) : null,
    note: (data.note as string | undefined) ?? null,
  }
  if (type === 'alert.acked' || isGiven) return { ...place, to: 'acked', ...hand }
  return type === 'alert.snoozed' ? { ...place, to: 'snoozed', ...hand } : null
}

/** Reads an event of the log, received at `at`, as part of an alert; null if it is none, or too old to wake anybody. */
export function readAlertEvent(event: FloorEvent, at: number): { alert: string; said: AlertEvent } | null {
  const isRule = event.type.startsWith('rule.')
  const emitted = isRule ? ruleEventOf(event, at) : handEventOf(event)
  if (emitted === null) return null
  if (!isRule) return { alert: event.subject, said: emitted }
  const { rule, start } = event.data as { rule: string; start: EventName }
  return { alert: alertId(rule, event.subject, start), said: emitted }
}
