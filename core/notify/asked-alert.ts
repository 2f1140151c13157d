import { customerNames } from '../access/customer-names.ts'
import { maskText } from '../access/mask-text.ts'
import type { Floor } from '../floor/floor.ts'
import type { Site } from '../site/site-schema.ts'
import { type RequestKind, requestSubject } from './escalation-step.ts'
import type { Asking, NotifiedAlert } from './notification.ts'

/** What people call somebody, by the id of their person or of their agent. */
export function nameOfColleague(site: Site, floor: Pick<Floor, 'row'>, id: string): string {
  const person = site.people.find((one) => one.id === id) ?? site.people.find((one) => one.agent === id)
  return person?.name ?? floor.row('agent', id)?.name ?? id
}

/** What was typed, as it may be sent: without a customer's number or name. */
function masked(text: string | null, of: Parameters<typeof customerNames>[0], { floor }: Looking) {
  return text === null ? null : maskText(text, customerNames(of, floor))
}

/** What is read to say it. */
export interface Looking {
  readonly floor: Pick<Floor, 'row'>
  readonly site: Site
}

type Asked = Exclude<RequestKind, 'handoff'>

interface RequestFacts {
  readonly case: string | null
  readonly at: string
  readonly severity: NotifiedAlert['severity']
  readonly asks: Asking
  /** By when; missing: nothing says so. */
  readonly dueAt?: string | null
}

/** Something was put into somebody's hands: by whom, what it is about and when it is due. */
function givenTold(is: 'given' | 'callback', id: string, planning: Looking): RequestFacts | null {
  const { floor, site } = planning
  const row = is === 'given' ? floor.row('case', id) : floor.row('callback', id)
  if (row === null || row.given === null) return null
  const isCase = 'kind' in row
  const caseId = isCase ? row.id : row.case
  const due = isCase ? row.nextDueAt : row.dueAt
  return {
    ...{ case: caseId, at: row.given.at, severity: 'warning', dueAt: due },
    asks: {
      ...{ who: nameOfColleague(site, floor, row.given.by), place: null, sum: null },
      text: isCase ? masked(row.title, { case: caseId }, planning) : null,
    },
  }
}

function requestFacts(is: Asked, id: string, planning: Looking): RequestFacts | null {
  const { floor, site } = planning
  const nameOf = (one: string) => nameOfColleague(site, floor, one)
  if (is === 'assist') {
    const row = floor.row('assist', id)
    if (row === null) return null
    const text = masked(row.note, row, planning)
    const place = masked(row.place, row, planning)
    const asks = { who: nameOf(row.agent), place, sum: null, text }
    return { case: row.case, at: row.requestedAt, severity: 'critical', asks }
  }
  if (is === 'given' || is === 'callback') return givenTold(is, id, planning)
  const row = floor.row('approval', id)
  if (row === null) return null
  const { amount, currency, requestedBy } = row
  const text = masked(row.explanation ?? row.reason, row, planning)
  const sum = amount === null ? null : { amount, currency }
  // Where a feed asked, it is for whoever has the case.
  const asker = requestedBy ?? (row.case === null ? null : floor.row('case', row.case)?.owner) ?? null
  const asks = { who: asker === null ? '–' : nameOf(asker), place: null, sum, text }
  return { case: row.case, at: row.requestedAt, severity: 'warning', asks }
}

/** What is told of what a colleague asks or gives, in place of an alert; null: it is not there any more. */
export function askedAlert(is: Asked, id: string, planning: Looking): NotifiedAlert | null {
  const facts = requestFacts(is, id, planning)
  if (facts === null) return null
  const subject = requestSubject(is, id)
  return {
    ...{
      alert: subject,
      rule: is,
      severity: facts.severity,
      subject,
      case: facts.case,
      title: {},
      team: null,
    },
    ...{ breached: false, raisedAt: Date.parse(facts.at), asks: facts.asks },
    dueAt: facts.dueAt == null ? null : Date.parse(facts.dueAt),
  }
}
