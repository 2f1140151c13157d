import { z } from 'zod'
import { alertActions } from '#core/access/command-table.ts'
import { idText } from '#core/event/event-data.ts'
import type { CommandAnswer, EachAnswer, Refusal } from '#core/rows/protocol.ts'
import { authoriseCommand } from './authorise-command.ts'
import type { CommandContext } from './command-plan.ts'
import { appendNoted, type CommandLog, isDone, whereWritten, withOwners } from './send-command.ts'

/** Things that one command may name: what is more comes in several. */
export const MOST_TOGETHER = 100

/** So many things of one command count as one command: a card of forty alerts is four presses, not forty. */
const THINGS_A_COMMAND = 10

/** As how many commands of their sender one about so many things counts. */
export const sharesOf = (things: number): number => Math.ceil(things / THINGS_A_COMMAND)

const each = z
  .array(
    z.strictObject({
      id: idText,
      subject: idText,
      untaken: z.boolean().optional(),
      undoes: idText.optional(),
      before: idText.nullable().optional(),
      data: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .min(1, 'must name at least one')
  .max(MOST_TOGETHER, `must name ${MOST_TOGETHER} at most`)
const batch = z.looseObject({ id: idText, name: z.enum([...alertActions, 'event']), each })

/** An act about several alerts, or one event about several cases; what is said of all of them stands beside `each`. */
export type Batch = z.infer<typeof batch>

export type BatchRead = { ok: true; batch: Batch } | { ok: false; answer: CommandAnswer }

const bad = (message: string): BatchRead => ({
  ok: false,
  answer: { ok: false, code: 'bad_command', message },
})

/** Whether a command is about several things at once. */
export const isBatch = (request: object): boolean => 'each' in request

/** Reads such a command; a fault names its field. */
export function readBatch(request: unknown): BatchRead {
  const read = batch.safeParse(request)
  if (!read.success) {
    const issue = read.error.issues[0]!
    return bad(`${issue.path.join('.') || 'command'}: ${issue.message}`)
  }
  const ids = new Set<string>()
  const subjects = new Set<string>()
  for (const [index, { id, subject }] of read.data.each.entries()) {
    if (ids.has(id)) return bad(`each.${index}.id: stands twice`)
    if (subjects.has(subject)) return bad(`each.${index}.subject: stands twice`)
    ids.add(id)
    subjects.add(subject)
  }
  return { ok: true, batch: read.data }
}

/** The commands that a batch stands for, one for each. */
export function commandsOf({ each: all, ...shared }: Batch): Record<string, unknown>[] {
  return all.map((one) => ({ ...shared, ...one }))
}

/**
 * Acts on several things: each is judged as if it came alone, and becomes an event of its own with its own id; all of
 * them are written together. The answer says for each what was done, in the order of the request.
 */
export function sendBatch(asked: Batch, context: CommandContext, log: CommandLog): Promise<CommandAnswer> {
  const judged = withOwners(context, log)
  const planned = commandsOf(asked).map((request) => ({ request, plan: authoriseCommand(request, judged) }))
  const wrong = planned.find(
    ({ plan }) => !plan.ok && 'code' in plan.answer && plan.answer.code === 'bad_command',
  )
  if (wrong !== undefined && !wrong.plan.ok) return Promise.resolve(wrong.plan.answer)
  const events = planned.flatMap(({ plan }) => (plan.ok ? [plan.event] : []))
  return whereWritten(async () => {
    if (events.length > 0) await appendNoted(events, context.now, log)
    const answers = planned.map(async ({ request, plan }): Promise<EachAnswer> => {
      if (plan.ok || (await isDone(request, context, plan.answer, log))) return { ok: true }
      return plan.answer as Refusal
    })
    return { ok: true, each: await Promise.all(answers) }
  })
}
