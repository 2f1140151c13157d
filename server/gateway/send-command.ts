import type { FloorEvent } from '#core/event.ts'
import type { CommandAnswer } from '#core/protocol.ts'
import { LogBusy, LogUnavailable } from '#store/log-error.ts'
import type { Outcome } from '#store/redis/appender.ts'
import { type CommandContext, planCommand } from './command-event.ts'

export type Append = (events: readonly FloorEvent[], at: number) => Promise<Outcome[]>

/**
 * Plans a command and appends its event. A command sent again carries a later time, so the log calls its id reused:
 * it has been done already, and that is all the sender wants to know.
 */
export async function sendCommand(
  request: unknown,
  context: CommandContext,
  append: Append,
): Promise<CommandAnswer> {
  const plan = planCommand(request, context)
  if (!plan.ok) return plan.answer
  try {
    await append([plan.event], context.now)
    const due = plan.event.type === 'handoff.sent' ? context.sentDue?.(plan.event) : undefined
    return { ok: true, ...(due === undefined ? {} : { due }) }
  } catch (error) {
    if (!(error instanceof LogBusy || error instanceof LogUnavailable)) throw error
    return { ok: false, code: 'unavailable', message: 'the log cannot be written now: send again' }
  }
}
