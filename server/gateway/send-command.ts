import { sourceOf } from '#core/access/source-of.ts'
import { type AnyEvent, isOfType } from '#core/event/event.ts'
import type { CommandAnswer } from '#core/rows/protocol.ts'
import { LogBusy, LogUnavailable } from '#store/log-error.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import { authoriseCommand } from './authorise-command.ts'
import type { CommandContext } from './command-plan.ts'
import type { GivenNow } from './given-now.ts'

export type Append = (events: readonly AnyEvent[], at: number) => Promise<AppendOutcome[]>
/** Whether an event of this source bears this id already. */
export type IsWritten = (event: Pick<AnyEvent, 'source' | 'id'>, at: number) => Promise<boolean>

/** What commands need of the log. */
export interface CommandLog {
  readonly append: Append
  readonly isWritten: IsWritten
  /** What was written of who has what and is not folded yet; not given: that is not asked. */
  readonly givenNow?: GivenNow
}

/** The context with what was written a moment ago of who has what. */
export function withOwners(context: CommandContext, { givenNow }: CommandLog): CommandContext {
  return givenNow === undefined ? context : { ...context, given: givenNow.writtenFor(context.floor) }
}

/** Writes events; who has what is known by them from now on. */
export async function appendNoted(
  events: readonly AnyEvent[],
  at: number,
  { append, givenNow }: CommandLog,
): Promise<void> {
  const forget = givenNow?.note(events)
  try {
    await append(events, at)
  } catch (error) {
    forget?.()
    throw error
  }
}

/**
 * Plans a command and appends its event. A command sent again carries a later time, so the log calls its id reused:
 * it has been done already, and that is all the sender wants to know. So it is where the state that it made hinders it
 * by now: what was handed over is no longer one's own.
 */
export async function sendCommand(
  request: unknown,
  context: CommandContext,
  log: CommandLog,
): Promise<CommandAnswer> {
  const plan = authoriseCommand(request, withOwners(context, log))
  return whereWritten(async () => {
    if (!plan.ok) return (await isDone(request, context, plan.answer, log)) ? { ok: true } : plan.answer
    await appendNoted([plan.event], context.now, log)
    const due = isOfType('handoff.sent', plan.event) ? context.sentDue?.(plan.event) : undefined
    return { ok: true, ...(due === undefined ? {} : { due }) }
  })
}

/** The answer of what writes to the log; where that cannot be done just now, that it is to be sent again. */
export async function whereWritten(write: () => Promise<CommandAnswer>): Promise<CommandAnswer> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof LogBusy || error instanceof LogUnavailable)) throw error
    return { ok: false, code: 'unavailable', message: 'the log cannot be written now: send again' }
  }
}

/** Refusals that what the command did may be the cause of; a command that is wrong was never done. */
const CAUSED = new Set(['forbidden', 'not_found', 'taken', 'resolved', 'decided', 'too_late'])

/** Whether a command that is refused now was done when it was sent before. */
export async function isDone(
  request: unknown,
  { viewer, now }: CommandContext,
  refusal: CommandAnswer,
  log: CommandLog,
): Promise<boolean> {
  const { id } = request as { id?: unknown }
  if (refusal.ok || !CAUSED.has(refusal.code) || viewer.kind === 'screen' || typeof id !== 'string')
    return false
  return log.isWritten({ source: sourceOf(viewer), id }, now)
}
