'use client'
import type { Act } from '#core/pbx-actions/act-request.ts'
import { useRow } from '../_live/use-live.ts'
import { useRequestAct } from '../_pbx-actions/use-request-act.ts'
import { useAct } from '../_ui/use-act.ts'

/** How an agent's own state is changed: by asking the PBX that has their phone, else by saying it here. */
export interface OwnActs {
  may: (act: Act) => boolean
  /** Whether a PBX has the agent's state, so that it is never said here. */
  isPbx: boolean
  available: () => Promise<boolean>
  /** Ends the pause in one queue; a PBX has those alone. */
  unpauseIn: (queue: string) => Promise<boolean>
  away: (reason: string) => Promise<boolean>
  signIn: (queues: readonly string[]) => Promise<boolean>
  signOut: () => Promise<boolean>
  /** What the PBX was asked for and has not told of yet. */
  asked: string | null
  busy: boolean
  fault: string | null
}

export function useOwnActs(agent: string): OwnActs {
  const row = useRow('agent', agent)
  const acts = row?.acts ?? null
  const { event, busy, fault } = useAct()
  const pbx = useRequestAct(JSON.stringify([row?.away, row?.state === 'offline', row?.queues, row?.pausedIn]))
  if (acts === null)
    return {
      ...{ may: () => true, isPbx: false, asked: null, busy, fault },
      available: () => event('agent.available', agent),
      unpauseIn: async () => false,
      away: (reason) => event('agent.away', agent, { reason }),
      signIn: (queues) => event('agent.signed_in', agent, { queues }),
      signOut: () => event('agent.signed_out', agent),
    }
  return {
    may: (act) => acts.includes(act),
    isPbx: true,
    available: () => pbx.ask('available', { name: 'unpause', agent }),
    unpauseIn: (queue) => pbx.ask(`unpause ${queue}`, { name: 'unpause', agent, queue }),
    away: (reason) => pbx.ask('away', { name: 'pause', agent, reason }),
    signIn: (queues) =>
      pbx.ask('signIn', { name: 'sign_in', agent, ...(queues.length === 0 ? {} : { queues: [...queues] }) }),
    signOut: () => pbx.ask('signOut', { name: 'sign_out', agent }),
    asked: pbx.asked,
    busy: pbx.asked !== null,
    fault: pbx.fault,
  }
}
