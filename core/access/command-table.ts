import type { EventType } from '../event-data.ts'
import type { RowType } from '../row.ts'

/** The rows whose reach decides about a command. */
export type Guarded = Extract<
  RowType,
  'contact' | 'agent' | 'callback' | 'case' | 'promise' | 'handoff' | 'approval' | 'notice' | 'queue'
>

/** What a role must be at least; `nobody`: no person sends it, only a feed. */
export type Least = 'agent' | 'lead' | 'supervisor' | 'nobody'

export interface Allowed {
  least: Least
  /** The row that the event's subject names. */
  about: Guarded | 'customer' | 'feed'
  /** The event may bring its subject into being; else the row must be there. */
  creates?: true
  /** Fields of `data` that name a row, which must be within the sender's reach where it exists. */
  refers?: Readonly<Record<string, Guarded>>
  /** `data.agent` may be somebody else: work is passed on. */
  passesOn?: true
}

const own = (about: Guarded): Allowed => ({ least: 'agent', about })
const lead = (about: Guarded): Allowed => ({ least: 'lead', about })
const inCase = (about: Guarded): Allowed => ({
  least: 'agent',
  about,
  creates: true,
  refers: { case: 'case' },
})

/**
 * Contract §5, "one table of roles": who may send which event by `command`. The least role sends it within its reach
 * only (an agent: own contacts, cases and callbacks; a lead: their teams; a supervisor: their scope; an admin: all).
 */
export const commandTable: Readonly<Record<EventType, Allowed>> = {
  'contact.queued': { ...lead('contact'), creates: true, refers: { queue: 'queue', case: 'case' } },
  'contact.offered': { ...lead('contact'), passesOn: true },
  'contact.declined': own('contact'),
  'contact.answered': own('contact'),
  'contact.dialled': {
    ...own('contact'),
    creates: true,
    refers: { callback: 'callback', case: 'case' },
  },
  'contact.message': own('contact'),
  'contact.held': own('contact'),
  'contact.resumed': own('contact'),
  'contact.transferred': own('contact'),
  'contact.abandoned': lead('contact'),
  'contact.left': lead('contact'),
  'contact.ended': own('contact'),
  'contact.wrapped': own('contact'),
  'contact.rated': { least: 'supervisor', about: 'contact' },
  'contact.flagged': own('contact'),

  'agent.signed_in': own('agent'),
  'agent.queues': lead('agent'),
  'agent.available': own('agent'),
  'agent.away': own('agent'),
  'agent.signed_out': own('agent'),
  'agent.busy': own('agent'),
  'agent.shift': lead('agent'),

  'callback.requested': { ...own('callback'), creates: true, refers: { case: 'case', contact: 'contact' } },
  'callback.assigned': { ...own('callback'), passesOn: true },
  'callback.attempted': own('callback'),
  'callback.rescheduled': own('callback'),
  'callback.done': own('callback'),
  'callback.cancelled': own('callback'),

  'case.opened': { ...own('case'), creates: true, refers: { contact: 'contact' } },
  'case.contacted': { ...own('case'), refers: { contact: 'contact' } },
  'case.assigned': { ...own('case'), passesOn: true },
  'case.replied': { ...own('case'), refers: { contact: 'contact' } },
  'case.escalation_requested': own('case'),
  'case.supervisor_replied': lead('case'),
  'case.priority_changed': own('case'),
  'case.assessed': own('case'),
  'case.waiting': own('case'),
  'case.resumed': own('case'),
  'case.resolved': own('case'),
  'case.reopened': own('case'),
  'case.noted': own('case'),

  'promise.made': inCase('promise'),
  'promise.confirmed': own('promise'),
  'promise.at_risk': own('promise'),
  'promise.moved': own('promise'),
  'promise.kept': own('promise'),
  'promise.withdrawn': own('promise'),

  'handoff.sent': inCase('handoff'),
  'handoff.accepted': own('handoff'),
  'handoff.returned': own('handoff'),
  'handoff.bounced': own('handoff'),
  'handoff.time_requested': own('handoff'),
  'handoff.time_decided': own('handoff'),

  'approval.requested': inCase('approval'),
  'approval.decided': own('approval'),
  'approval.questioned': own('approval'),
  'approval.explained': own('approval'),

  'allowance.reported': { least: 'supervisor', about: 'customer' },
  'notice.posted': { ...lead('notice'), creates: true, refers: { case: 'case' } },
  'notice.withdrawn': lead('notice'),
  'feed.heartbeat': { least: 'nobody', about: 'feed' },
}
