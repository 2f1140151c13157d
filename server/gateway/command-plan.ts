import { z } from 'zod'
import type { ActReader } from '#core/access/relation.ts'
import type { Viewer } from '#core/access/viewer.ts'
import type { AnyEvent, EventOfType } from '#core/event/event.ts'
import { idText } from '#core/event/event-data.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { CommandAnswer, HandoffDue } from '#core/rows/protocol.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { GivenMeanwhile, TooLate } from './too-late.ts'

/** What a command becomes: the event to append, or the answer that refuses it. */
export type CommandPlan = { ok: true; event: AnyEvent } | { ok: false; answer: CommandAnswer }

export interface CommandContext {
  viewer: Viewer
  floor: ActReader & Pick<Floor, 'alertEvents'>
  site: Site
  /** The site's time, ms since 1970. */
  now: number
  /** By when a department is asked for its answer to a hand-off just sent. */
  sentDue?: SentDue | undefined
  /** Adds the customer that a typed number stands for. */
  withCustomer?: ((event: AnyEvent) => AnyEvent) | undefined
  /** Number and name of the customer that it names, as the archive has them. */
  archived?: { readonly phone?: string; readonly name?: string } | undefined
  /** By which event that was written a moment ago somebody has something. */
  given?: GivenMeanwhile | undefined
  /** Whether a sender may have colleagues called once more, by how often they did. */
  mayAsk?: ((source: string) => boolean) | undefined
}

export type SentDue = (event: EventOfType<'handoff.sent'>) => HandoffDue

/** The plan of a command that is refused. */
export const refusedPlan = (code: string, message: string): CommandPlan => ({
  ok: false,
  answer: { ok: false, code, message },
})

/** The plan of a command before which somebody else was quicker. */
export const refuseLate = (late: TooLate): CommandPlan => ({ ok: false, answer: { ok: false, ...late } })

/**
 * `untaken`: the sender saw that nobody had done it; where somebody has meanwhile, the command is refused. So it is of
 * something that is given away where it is no longer `before`'s.
 */
export const commandBase = { id: idText, name: z.string(), untaken: z.boolean().default(false) }

/** Refuses what no schema takes, by the field that is wrong. */
export function refusedBySchema(error: z.ZodError): CommandPlan {
  const issue = error.issues[0]!
  return refusedPlan('bad_command', `${issue.path.join('.') || 'command'}: ${issue.message}`)
}
