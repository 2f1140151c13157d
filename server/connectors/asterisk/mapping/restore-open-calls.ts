import { newPbxCall } from './caller-identity.ts'
import { newEntry } from './entering.ts'
import type { LeftMessage } from './mailboxes.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId } from './names.ts'
import type { AgentCall } from './outgoing-calls.ts'
import { UNKNOWN } from './pbx-call.ts'

/** What the floor holds to be open of this feed, from an earlier run of the connector: here or on another server. */
export interface OpenFloor {
  readonly contacts: readonly {
    readonly id: string
    /** `dialling`: its agent calls somebody; `direct`: it rings at its agent past every queue. */
    readonly state: 'waiting' | 'talking' | 'passed_on' | 'dialling' | 'direct'
    readonly queue: string | null
    readonly agent: string | null
    /** When it was queued, or answered, ms since 1970; 0: neither. */
    readonly since: number
    readonly phone?: string | null
    readonly name?: string | null
  }[]
  readonly agents: readonly {
    readonly id: string
    readonly queues: readonly string[]
    readonly away: string | null
    /** By queue, those that are not 0. */
    readonly penalties: Readonly<Record<string, number>>
    /** By queue the reason of a pause in some alone, '' for none. */
    readonly pausedIn: Readonly<Record<string, string>>
  }[]
  /** Agents who are signed out, with when they did, ms since 1970: before that they were told of already. */
  readonly signedOut?: ReadonlyMap<string, number>
  /** Messages that lie in mailboxes, the oldest first. */
  readonly messages?: readonly (LeftMessage & { readonly mailbox: string })[]
}

/** No connection of this run. */
const UNHEARD = -1

/**
 * Takes over where an earlier run stopped, so that the first resync ends what is gone and tells nothing twice.
 * The ids of what follows carry the instant in place of a number that only the earlier run knew.
 */
export function restoreOpenCalls(mapping: MapperState, open: OpenFloor): void {
  for (const agent of open.agents)
    mapping.recalled.set(agent.id, {
      ...{ is: 'signed_in', queues: [...agent.queues].sort() },
      ...{ away: agent.away, penalties: agent.penalties, pausedIn: agent.pausedIn },
    })
  for (const [agent, at] of open.signedOut ?? []) mapping.signedOut.set(agent, at)
  for (const { mailbox, of, id } of open.messages ?? []) mapping.mailboxes.left(mailbox, { of, id })
  for (const contact of open.contacts) {
    const uniqueid = mapping.names.uniqueidOf(contact.id)
    if (uniqueid === undefined) continue
    if (contact.state === 'dialling' && contact.agent !== null) {
      mapping.outgoing.add(recalledCall(contact.id, uniqueid, contact.agent))
      continue
    }
    const caller = newPbxCall(mapping, uniqueid, '')
    caller.lastAt = contact.since
    const key = `${asciiId(uniqueid, 90)}/${contact.since}`
    // Numbers of later stays must not meet those of the earlier run.
    caller.entries = contact.since
    caller.lastQueue = contact.queue
    if (contact.state === 'waiting' && contact.queue !== null)
      caller.stage = { is: 'waiting', entry: newEntry(key, contact.queue, uniqueid, contact.since, UNHEARD) }
    else if (contact.state === 'talking' && contact.agent !== null) {
      const { queue, agent, since: startedAt } = contact
      caller.stage = { is: 'talking', leg: { key, agent, queue, uniqueid, startedAt, held: false } }
    } else if (contact.state === 'direct' && contact.agent !== null) {
      caller.phone = contact.phone ?? undefined
      caller.name = contact.name ?? undefined
      caller.stage = { is: 'direct', rings: new Map([[UNKNOWN, contact.agent]]), missedBy: [], mailbox: null }
    } else if (contact.state === 'passed_on') caller.seekingAnswer = true
  }
}

function recalledCall(id: string, uniqueid: string, agent: string): AgentCall {
  const open = { isAnswered: false, held: false, outcome: null, hangup: null }
  return { id, lastAt: 0, agent, uniqueid, customer: UNKNOWN, ...open }
}
