import { z } from 'zod'
import type { ActReader } from '#core/access/relation.ts'
import type { Viewer } from '#core/access/viewer.ts'
import type { AnyEvent, EventOfType } from '#core/event.ts'
import { idText } from '#core/event-data.ts'
import type { Floor } from '#core/floor.ts'
import type { CommandAnswer, HandoffDue } from '#core/protocol.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { OwnerNow } from './too-late.ts'

/** What a command becomes: the event to append, or the answer that refuses it. */
export type CommandPlan = { ok: true; event: AnyEvent } | { ok: false; answer: CommandAnswer }

export interface CommandContext {
  viewer: Viewer
  look: ActReader & Pick<Floor, 'alertEvents'>
  site: Site
  /** The site's time, ms since 1970. */
  now: number
  /** By when a department is asked for its answer to a hand-off just sent. */
  sentDue?: SentDue | undefined
  /** Whose something is by what was written a moment ago. */
  ownerNow?: OwnerNow | undefined
}

export type SentDue = (event: EventOfType<'handoff.sent'>) => HandoffDue

export const refuse = (code: string, message: string): CommandPlan => ({
  ok: false,
  answer: { ok: false, code, message },
})

/**
 * `untaken`: the sender saw that nobody had done it; where somebody has meanwhile, the command is refused. So it is of
 * something that is given away where it is no longer `before`'s.
 */
export const base = { id: idText, name: z.string(), untaken: z.boolean().default(false) }
export function faultOf(error: z.ZodError): CommandPlan {
  const issue = error.issues[0]!
  return refuse('bad_command', `${issue.path.join('.') || 'command'}: ${issue.message}`)
}
