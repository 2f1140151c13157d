import type { Severity } from '../../row.ts'
import type { NamedAlert } from '../alert-book.ts'
import { conversationKey } from '../conversation.ts'
import type { Telling, Told, ToldAlert, Way } from '../telling.ts'
import type { Ask } from './asks.ts'
import { handoffOf } from './call.ts'
import { departmentDue, ownDueOf } from './department-due.ts'
import { firingOf } from './firing.ts'
import { gravityOf } from './gravity.ts'
import { tellingId } from './tell.ts'
import type { World } from './world.ts'

/** An alert as it is told: without anything of a customer. */
export function toldAlert({ id, rule, subject, alert }: NamedAlert): ToldAlert {
  const { about, step, raisedAt, dueAt } = alert
  return {
    ...{ alert: id, rule, subject, raisedAt, dueAt },
    ...{ severity: about.severity, case: about.case, title: about.title, team: about.team },
    breached: step > 0,
  }
}

/** The gravest first, of equals the one due first. */
export function worstFirst(alerts: readonly ToldAlert[]): ToldAlert[] {
  const due = ({ dueAt, raisedAt }: ToldAlert) => dueAt ?? raisedAt
  return alerts.toSorted(
    (a, b) =>
      gravityOf(b.severity, b.breached) - gravityOf(a.severity, a.breached) ||
      due(a) - due(b) ||
      (a.alert < b.alert ? -1 : 1),
  )
}

function counted(alerts: readonly ToldAlert[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { info: 0, warning: 0, critical: 0 }
  for (const { severity } of alerts) counts[severity]++
  return counts
}

/** The alerts of a conversation that speak up at present. */
export function speakingIn(conversation: string, { floor, now }: World): NamedAlert[] {
  return floor
    .alertsIn(conversation)
    .map((id) => floor.alert(id))
    .filter((named) => named !== null && firingOf(named.alert, now) !== null) as NamedAlert[]
}

/** Whom a telling is for, with their name and language; null: they are not in the site file any more. */
function toldTo(to: Ask['to'], { site }: Pick<World, 'site'>): Told | null {
  const { language } = site.site
  if (to.is === 'department') {
    const found = site.departments.find(({ id }) => id === to.id)
    return found === undefined ? null : { is: 'department', id: to.id, name: found.name, language }
  }
  const found = site.people.find(({ id }) => id === to.id)
  return found === undefined
    ? null
    : { is: 'person', id: to.id, name: found.name, language: found.language ?? language }
}

/** A digest names no more than these; its counts have all. */
const MOST_NAMED = 200

/** What of a hand-off its department is told: by when the answer is needed, in place of an alert. */
function handoffAlert(id: string, world: World): ToldAlert | null {
  const row = world.floor.row('handoff', id)
  if (row === null) return null
  const ownDue = ownDueOf(row, world.site)
  const due = departmentDue({ department: row.department, case: row.case, ownDue }, world.now, world)
  const subject = `handoff/${id}`
  return {
    ...{ alert: subject, rule: 'handoff', severity: 'info', subject, case: row.case, title: {}, team: null },
    ...{ breached: false, raisedAt: Date.parse(row.sentAt), dueAt: due.at },
  }
}

/** What a telling is about, as things stand. */
export interface Content {
  readonly kind: Telling['kind']
  readonly conversation: string
  readonly alerts: readonly ToldAlert[]
}

/** What an ask says now; null: there is nothing left to say. `asked`: the alerts of a digest. */
export function contentOf(ask: Ask, asked: readonly string[], world: World): Content | null {
  const handoff = handoffOf(ask.call.subject)
  if (handoff !== null) {
    const alert = handoffAlert(handoff, world)
    return alert && { kind: 'handoff', conversation: ask.call.conversation, alerts: [alert] }
  }
  const alerts =
    ask.kind === 'plain'
      ? speakingIn(ask.call.conversation, world)
      : (asked.map((id) => world.floor.alert(id)).filter((named) => named !== null) as NamedAlert[])
  if (alerts.length === 0) return null
  // What was held back alone reads as what it is, not as a heap of one.
  const isOne =
    new Set(alerts.map(({ id, alert }) => conversationKey({ id, case: alert.about.case }))).size === 1
  const plain = ask.kind === 'plain' || isOne
  return {
    kind: plain ? 'alert' : 'digest',
    conversation: plain
      ? conversationKey({ id: alerts[0]!.id, case: alerts[0]!.alert.about.case })
      : `digest/${ask.to.id}`,
    alerts: worstFirst(alerts.map(toldAlert)),
  }
}

/** What a message is made of beside what it says. */
export interface Addressed extends Pick<Ask, 'from' | 'to' | 'at' | 'quiet'> {
  readonly call: Pick<Ask['call'], 'step' | 'round'>
}

/** The message of an ask on one way. */
export function tellingOf(ask: Addressed, way: Way, content: Content, world: World): Telling | null {
  const to = toldTo(ask.to, world)
  if (to === null) return null
  const { kind, conversation, alerts } = content
  return {
    ...{ id: tellingId(ask.from, ask.to.id, way), kind, conversation, to, way },
    ...{ step: ask.call.step, round: ask.call.round, at: ask.at, quiet: ask.quiet },
    severity: alerts[0]?.severity ?? 'info',
    alerts: alerts.slice(0, MOST_NAMED),
    counts: counted(alerts),
  }
}
