import { z } from 'zod'
import { idText } from '../event/event-data.ts'
import type { MachineNote } from '../machine/machine-note.ts'
import type { InstantText } from './clock-view.ts'
import type { Changes, IdSet, RowSet } from './patch.ts'

/** What goes over the socket (contract §5), read by server and screens alike. */
export const views = ['wall', 'supervisor', 'desk', 'alerts', 'case'] as const
export type View = (typeof views)[number]

export const watchRequest = z.object({
  view: z.enum(views),
  id: idText.optional(),
  have: z.object({ epoch: z.string().max(128), seq: z.number().int().min(0) }).optional(),
})
export type WatchRequest = z.infer<typeof watchRequest>

export type WatchAnswer =
  | { ok: true; epoch: string; seq: number; pos: string; at: string; full: boolean; put: RowSet; del: IdSet }
  | { ok: false; code: string }

export interface Patch extends Changes {
  epoch: string
  from: number
  to: number
  pos: string
  at: string
}

export interface HeartbeatMessage {
  epoch: string
  seq: number
  pos: string
  at: string
}

/** How many seconds of the site pass in a real one from now on. */
export interface SpeedMessage {
  speed: number
}

export const commandRequest = z.looseObject({ id: idText, name: z.string().max(64) })

/** By when a department is asked for its answer: by its own clock, or earlier by what the customer was promised. */
export interface HandoffDue {
  at: InstantText | null
  by: 'department' | 'customer' | null
  /** It cannot be met: it lies behind, or none of the department's working hours lies before it. */
  tooLate: boolean
}

/**
 * Why a command was not taken. `by`: of what another put into somebody's hands meanwhile, who did ('' where that is not
 * known); not given where who has it took it themselves.
 */
export interface Refusal {
  ok: false
  code: string
  message: string
  by?: string
}

/** What became of one of several things that a command asked for. */
export type EachAnswer = { ok: true } | Refusal

export type CommandAnswer =
  /** `due`: of a hand-off that was sent; `each`: of a command about several alerts, in the order of the request. */
  { ok: true; due?: HandoffDue; each?: EachAnswer[] } | Refusal

/** The client's and the server's names on the socket. */
export interface ServerToClient {
  patch(patch: Patch): void
  beat(heartbeat: HeartbeatMessage): void
  /** What is the matter with the machine; to supervisors and administrators only. */
  machine(notes: MachineNote[]): void
  /** Of a demo alone: at the beginning, and when its clock runs at another speed. */
  speed(message: SpeedMessage): void
}
export interface ClientToServer {
  watch(request: WatchRequest, answer: (answer: WatchAnswer) => void): void
  command(request: Record<string, unknown>, answer: (answer: CommandAnswer) => void): void
}

/** How long a server may be silent, and how many times, before a screen says so. */
export const HEARTBEAT_MS = 4_000
