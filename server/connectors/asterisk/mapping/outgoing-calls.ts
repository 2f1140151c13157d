import type { CallSubject } from './pbx-call.ts'

/** A call that an agent makes to somebody outside. */
export interface AgentCall extends CallSubject {
  readonly agent: string
  /** The agent's channel, by which the call has its name. */
  readonly uniqueid: string
  /** The customer's channel: that which is dialled now, or answered. */
  customer: string
  isAnswered: boolean
  held: boolean
  /** Why it was not answered, as far as the PBX said. */
  outcome: 'busy' | 'no_answer' | null
  hangup: 'customer' | 'agent' | null
}

/** What the desk asked to be dialled, by the name that the call was given. */
export interface AskedCall {
  readonly agent: string
  readonly number: string
  readonly callback: string | null
  readonly case: string | null
  readonly queue: string | null
  /** Without a channel of that name until then (ms), it came to nothing. */
  readonly until: number
}

/** The outgoing calls, by either of their two channels. */
export interface OutgoingCalls {
  byChannel(uniqueid: string): AgentCall | undefined
  add(call: AgentCall): void
  dials(call: AgentCall, customer: string): void
  remove(call: AgentCall): void
  all(): Iterable<AgentCall>
  ofAgent(agent: string): AgentCall | undefined
}

export function createOutgoingCalls(): OutgoingCalls {
  const calls = new Set<AgentCall>()
  const channels = new Map<string, AgentCall>()
  return {
    byChannel: (uniqueid) => channels.get(uniqueid),
    add(call) {
      calls.add(call)
      channels.set(call.uniqueid, call)
      if (call.customer !== '') channels.set(call.customer, call)
    },
    dials(call, customer) {
      channels.delete(call.customer)
      call.customer = customer
      channels.set(customer, call)
    },
    remove(call) {
      calls.delete(call)
      channels.delete(call.uniqueid)
      channels.delete(call.customer)
    },
    all: () => calls,
    ofAgent: (agent) => [...calls].find((call) => call.agent === agent),
  }
}
