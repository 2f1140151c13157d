import { z } from 'zod'
import { idText } from '../event/event-data.ts'

/** What a PBX can be asked to do (contract §4, `POST /actions`). */
export const acts = [
  'pause',
  'unpause',
  'sign_in',
  'sign_out',
  'queues',
  'dial',
  'priority',
  'withdraw',
] as const
export type Act = (typeof acts)[number]

/** Whether a text is the name of an act that a PBX can be asked for. */
export const isAct = (name: string): name is Act => acts.some((act) => act === name)

/** A control character in what goes to a PBX would be a line of its own. */
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}+$/u, 'must be one line')

/**
 * The body of `POST /actions`. `agent` is the caller's own where it is missing. `queues`: with `queues` the agent is to be
 * in these and no others; with `queue` and `penalty` that penalty is set there.
 */
export const actRequest = z.object({
  id: idText.optional(),
  name: z.enum(acts),
  agent: idText.optional(),
  reason: line(80).optional(),
  queue: idText.optional(),
  queues: z.array(idText).max(100).optional(),
  penalty: z.number().int().min(0).max(1_000).optional(),
  contact: idText.optional(),
  priority: z.number().int().min(0).max(1_000).optional(),
  callback: idText.optional(),
  case: idText.optional(),
  number: line(64).optional(),
})
export type ActRequest = z.infer<typeof actRequest>

/** An act on its way to a PBX: who is to be moved, and on whose word. What does not belong to the act is null. */
export interface ActOrder {
  /** Names this act; the same again does nothing more. For `dial` it is the call's own name at the PBX. */
  readonly id: string
  readonly name: Act
  /** Who asks, as the audit names them. */
  readonly by: string
  readonly agent: string | null
  /** The agent's name, for a PBX that shows it. */
  readonly agentName: string | null
  readonly reason: string | null
  readonly queue: string | null
  readonly queues: readonly string[] | null
  readonly penalty: number | null
  readonly contact: string | null
  readonly priority: number | null
  readonly number: string | null
  readonly callback: string | null
  readonly case: string | null
}

export const actRefusals = ['not_allowed', 'unsupported', 'refused', 'unreachable', 'timeout'] as const
export type ActRefusal = (typeof actRefusals)[number]

/** What became of an act. `refused`: `message` is the PBX's own words, or ours where it was not asked. */
export type ActAnswer =
  /** `already`: it was on its way by another press, and is done once. */
  | { readonly ok: true; readonly already?: true }
  | { readonly ok: false; readonly code: ActRefusal; readonly message: string }

/** The answer to an act that was refused, with its code and why in English. */
export const actRefused = (code: ActRefusal, message: string): ActAnswer => ({ ok: false, code, message })

/** What an act needs and was not given, naming the field; null: nothing. */
export function faultOfAct(request: ActRequest): string | null {
  switch (request.name) {
    case 'pause':
    case 'unpause':
    case 'sign_out':
      return null
    case 'sign_in':
      return request.queues?.length === 0 ? 'queues: must name one at least' : null
    case 'queues':
      if (request.queues !== undefined) return null
      if (request.queue === undefined) return 'queues: is missing'
      return request.penalty === undefined ? 'penalty: is missing' : null
    case 'dial':
      return request.number === undefined && request.callback === undefined && request.contact === undefined
        ? 'number: is missing'
        : null
    case 'priority':
      if (request.contact === undefined) return 'contact: is missing'
      return request.priority === undefined ? 'priority: is missing' : null
    case 'withdraw':
      return request.contact === undefined ? 'contact: is missing' : null
    default:
      return request.name satisfies never
  }
}
