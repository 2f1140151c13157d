import type { EventOfKind } from '../event/event.ts'
import { eventOfKind } from '../floor/floor-event-for-test.ts'
import { instantText } from '../rows/row.ts'
import type { RuleTransition, TransitionTo } from '../rules/rule-transition.ts'
import { type AlertAbout, ruleEvent, voidedEvent } from './rule-event.ts'

export const MINUTE = 60_000
export const BEGAN = Date.UTC(2026, 8, 30, 7, 17)

const about: AlertAbout = { severity: 'critical', title: { en: 'Unanswered' }, case: 'C1', team: 'care' }

/** What a rule says of case C1, minutes after its run began. */
export function transition(
  to: TransitionTo,
  minutes: number,
  more: Partial<RuleTransition> = {},
): RuleTransition {
  const at = BEGAN + minutes * MINUTE
  const start = { source: 'crm', id: 'opened-1' }
  const dueAt = BEGAN + 90 * MINUTE
  return { at, rule: 'unanswered', subject: 'case/C1', run: 1, to, dueAt, start, ...more }
}

export function emitted(
  to: TransitionTo,
  minutes: number,
  more: Partial<RuleTransition> = {},
): EventOfKind<'rule'> {
  return ruleEvent(transition(to, minutes, more), 0, () => about)
}

export function takenBack(to: TransitionTo, minutes: number, at: number): EventOfKind<'rule'> {
  return voidedEvent(transition(to, minutes), 0, BEGAN + at * MINUTE)
}

/** What a person does about an alert, minutes after the run began. */
export function done(
  type: 'alert.acked' | 'alert.snoozed' | 'alert.assigned' | 'alert.undone',
  alert: string,
  minutes: number,
  data: { until?: number; by?: string; to?: string; voids?: string } = {},
): EventOfKind<'alert'> {
  const { until, ...who } = { by: 'lin', ...data }
  const time = BEGAN + minutes * MINUTE
  return eventOfKind('alert', {
    id: `${type}-${minutes}`,
    source: `user/${who.by}`,
    type,
    time,
    subject: alert,
    data: { ...who, ...(until === undefined ? {} : { until: instantText(BEGAN + until * MINUTE) }) },
  })
}
