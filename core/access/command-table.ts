import type { EventType } from '../event/event-data.ts'
import type { Role } from '../site/roles.ts'
import type { Grant, Guarded, Relation } from './relation.ts'

/** One line of the table of acts: who may send an event of a type, by how they stand to what it is about. */
export interface Allowed {
  /** The row that the event's subject names. */
  about: Guarded | 'customer' | 'feed'
  by: Grant
  /**
   * The event brings its subject into being. `once`: a subject that is known already is refused; `again`: it may be
   * one that is known, to which one must stand as `by` says. What an opening refers to is judged in any case.
   */
  opens?: 'once' | 'again'
  /** `data.agent` may be a colleague: work is passed on. */
  passesOn?: true
  /** `data.agent` may be the sender by their own id, who need not be an agent. */
  byPerson?: true
}

const grant = (agent: Relation[], lead: Relation[], above: Relation[]): Grant => ({
  agent,
  lead,
  supervisor: above,
  admin: above,
})
/** An agent whom the site file has lead a team may do for it what its lead may of an agent's own. */
const workers = grant(['own', 'team'], ['own', 'team'], ['own', 'scope'])
/** Also whoever has the customer on the line. */
const onTheLine = grant(['own', 'ringing', 'team'], ['own', 'ringing', 'team'], ['own', 'ringing', 'scope'])
/** Also whoever spoke with the customer before. */
const handlers = grant(['own', 'past', 'team'], ['own', 'past', 'team'], ['own', 'past', 'scope'])
const leads = grant([], ['own', 'team'], ['own', 'scope'])
const supervisors = grant([], [], ['own', 'scope'])
/** Who was asked, and over their head those above. */
const deciders = grant(['approver'], ['approver'], ['approver', 'scope'])
/** Who is called for, and those who lead who calls. */
const helpers = grant(['approver', 'team'], ['approver', 'team'], ['approver', 'scope'])
/** Also who calls. */
const callers = grant(['own', 'approver', 'team'], ['own', 'approver', 'team'], ['own', 'approver', 'scope'])
const nobody = grant([], [], [])

const own = (about: Allowed['about']): Allowed => ({ about, by: workers })
const lead = (about: Allowed['about']): Allowed => ({ about, by: leads })
const decide = (about: Allowed['about']): Allowed => ({ about, by: deciders })

/**
 * Contract §5, "one table of roles": who may send which event by `command`. What its `data` refers to is judged by
 * `references.ts`, by the same relations.
 */
export const commandTable: Readonly<Record<EventType, Allowed>> = {
  'contact.queued': { ...lead('contact'), opens: 'again' },
  'contact.offered': { ...lead('contact'), passesOn: true },
  'contact.declined': own('contact'),
  'contact.answered': own('contact'),
  // What is over is dialled as another contact: else whoever spoke with a customer once would have them on the line again.
  'contact.dialled': { ...own('contact'), opens: 'again' },
  'contact.message': own('contact'),
  'contact.held': own('contact'),
  'contact.resumed': own('contact'),
  'contact.transferred': own('contact'),
  'contact.abandoned': lead('contact'),
  'contact.left': lead('contact'),
  'contact.ended': own('contact'),
  'contact.wrapped': { about: 'contact', by: handlers },
  'contact.rated': { about: 'contact', by: supervisors },
  'contact.flagged': { about: 'contact', by: handlers },

  'agent.signed_in': own('agent'),
  'agent.queues': lead('agent'),
  'agent.available': own('agent'),
  'agent.away': own('agent'),
  'agent.signed_out': own('agent'),
  'agent.busy': own('agent'),
  'agent.shift': lead('agent'),

  'callback.requested': { about: 'callback', by: onTheLine, opens: 'once', passesOn: true },
  'callback.assigned': { ...own('callback'), passesOn: true },
  'callback.attempted': own('callback'),
  'callback.rescheduled': own('callback'),
  'callback.done': own('callback'),
  'callback.cancelled': own('callback'),

  'case.opened': { ...own('case'), opens: 'once' },
  'case.contacted': { about: 'case', by: onTheLine },
  // Whoever has the customer on the line may take the case over; `handingOver` says who may give it to others.
  'case.assigned': { about: 'case', by: onTheLine, passesOn: true },
  'case.replied': { about: 'case', by: onTheLine },
  'case.escalation_requested': { about: 'case', by: onTheLine },
  'case.supervisor_replied': { ...lead('case'), byPerson: true },
  'case.priority_changed': own('case'),
  'case.assessed': own('case'),
  'case.waiting': own('case'),
  'case.resumed': own('case'),
  'case.resolved': own('case'),
  'case.reopened': own('case'),
  'case.noted': { about: 'case', by: onTheLine },
  'case.described': { about: 'case', by: onTheLine },
  'case.merged': own('case'),
  'case.unmerged': own('case'),

  'promise.made': { about: 'promise', by: onTheLine, opens: 'once' },
  'promise.confirmed': own('promise'),
  'promise.at_risk': own('promise'),
  'promise.moved': own('promise'),
  'promise.kept': own('promise'),
  'promise.withdrawn': own('promise'),

  'handoff.sent': { ...own('handoff'), opens: 'once' },
  'handoff.accepted': own('handoff'),
  'handoff.returned': own('handoff'),
  'handoff.bounced': own('handoff'),
  'handoff.time_requested': own('handoff'),
  'handoff.time_decided': own('handoff'),

  'approval.requested': { ...own('approval'), opens: 'once' },
  'approval.decided': decide('approval'),
  'approval.questioned': decide('approval'),
  'approval.explained': own('approval'),

  'assist.requested': { about: 'assist', by: onTheLine, opens: 'once' },
  'assist.accepted': { about: 'assist', by: helpers },
  'assist.ended': { about: 'assist', by: callers },

  'allowance.reported': { about: 'customer', by: supervisors },
  'notice.posted': { ...lead('notice'), opens: 'once' },
  'notice.withdrawn': lead('notice'),
  'feed.heartbeat': { about: 'feed', by: nobody },
}

export const alertActions = ['alert.ack', 'alert.snooze', 'alert.assign', 'alert.undo'] as const
export type AlertAction = (typeof alertActions)[number]

/**
 * The acts about alerts: who is told of one may take it; only leads and above give it to somebody. What one did oneself
 * one may take back.
 */
export const alertTable: Readonly<Record<AlertAction, Grant>> = {
  'alert.ack': workers,
  'alert.snooze': workers,
  'alert.assign': leads,
  'alert.undo': workers,
}

/** What somebody said of a case or what belongs to it they take back themselves, whoever they are. */
export const WITHDRAW_MS = 60_000

/** The link of a contact to a case is taken back by whoever may work on the case, or has the contact. */
export const unlinking: Grant = onTheLine

/** A case is given to somebody by whoever may work on it; who only has its customer on the line takes it themselves. */
export const handingOver: Grant = workers

/** Whether a role may do something at all, however it stands to it. */
export function isForRole(by: Grant, role: Role): boolean {
  return by[role].length > 0
}

const isAlertAction = (type: string): type is AlertAction => Object.hasOwn(alertTable, type)

/** Whether a role that stands like this to what an act is about may do it: what a page offers a button for. */
export function mayDo(type: EventType | AlertAction, role: Role, relation: Relation): boolean {
  const by = isAlertAction(type) ? alertTable[type] : commandTable[type].by
  return by[role].includes(relation)
}
