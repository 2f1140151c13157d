import type { ShownFloor } from '#core/access/reach.ts'
import { sourceOf } from '#core/access/source-of.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { type CommandAnswer, commandRequest } from '#core/rows/protocol.ts'
import { siteLimits } from '#core/site/limits.ts'
import { type CallLimits, callerNameOf } from '../api/call-limits.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'
import { lacksIdentity } from './authorise-command.ts'
import type { CommandContext, SentDue } from './command-plan.ts'
import type { CurrentViewer } from './current-viewer.ts'
import { createDoneCommands } from './done-commands.ts'
import { createGivenNow } from './given-now.ts'
import type { Listener } from './listener.ts'
import { commandsOf, isBatch, readBatch, sendBatch, sharesOf } from './send-batch.ts'
import { type CommandLog, sendCommand } from './send-command.ts'

export interface CommandHandlerOptions extends CommandLog {
  status: CurrentViewer
  security: Pick<SecurityLog, 'accessRefused'>
  /** The site's time, ms since 1970. */
  now: () => number
  sentDue?: SentDue | undefined
  withCustomer?: ((event: AnyEvent) => AnyEvent) | undefined
  limitWatch?: Pick<LimitWatch, 'met' | 'near'> | undefined
  may: Pick<CallLimits, 'commands' | 'asks'>
  archivedIdentity: ArchivedIdentity | undefined
}

/** Number and name of a customer by their key, as the archive has them for who may open their page; undefined: it has none, or is away. */
export type ArchivedIdentity = (
  customer: string,
  viewer: Staff,
  floor: ShownFloor,
) => Promise<CommandContext['archived']>

export type Command = (listener: Listener, input: unknown, floor: ShownFloor | null) => Promise<CommandAnswer>

/** What a command wants, as the record names it. */
function commandName({ name, type }: Readonly<Record<string, unknown>>): string {
  return `command ${String(name === 'event' ? type : name)}`.slice(0, 100)
}

/** What the archive knows of the customer for whom a case is opened by their key alone. */
async function archivedOf(
  { type, data }: Readonly<Record<string, unknown>>,
  ask: ArchivedIdentity | undefined,
  viewer: Staff,
  floor: ShownFloor,
): Promise<CommandContext['archived']> {
  if (type !== 'case.opened' || ask === undefined || typeof data !== 'object' || data === null)
    return undefined
  const named = data as Readonly<Record<string, unknown>>
  return lacksIdentity(named) ? ask(named.customer, viewer, floor) : undefined
}

const refused = (code: string, message: string): CommandAnswer => ({ ok: false, code, message })

/** Answers `command`: checks who asks and what they may, and puts what they said into the log. */
export function createCommandHandler(options: CommandHandlerOptions): Command {
  const { status, security, now, sentDue, withCustomer, archivedIdentity, may } = options
  const { limitWatch = noLimitWatch } = options
  const log = { append: options.append, isWritten: options.isWritten, givenNow: createGivenNow() }
  const done = createDoneCommands()
  const mayAsk = (source: string) => may.asks(source) === 0
  return async (listener, input, floor) => {
    const request = commandRequest.safeParse(input)
    const read = request.success && isBatch(request.data) ? readBatch(request.data) : null
    const count = read?.ok ? sharesOf(read.batch.each.length) : 1
    if (may.commands(callerNameOf(listener.caller.identity), { count }) > 0)
      return refused('too_fast', 'too many commands of yours, on all screens together: send again later')
    if (!request.success) return refused('bad_command', 'id: must be 1–128 printable ASCII characters')
    if (read?.ok === false) return read.answer
    if (floor === null) return refused('starting', 'the floor is not built yet')
    const viewer = await status.viewerNow(listener, floor.site)
    if (viewer === null) return refused('unauthenticated', 'sign in again')
    if (viewer.kind === 'screen') return refused('forbidden', 'a screen shows and sends nothing')
    const source = sourceOf(viewer)
    const { id } = request.data
    const limits = siteLimits(floor.site)
    const commands = read === null ? [request.data] : commandsOf(read.batch)
    const bytes = Math.max(...commands.map((each) => Buffer.byteLength(JSON.stringify(each))))
    limitWatch.near('eventBytes', bytes / limits.eventBytes)
    if (bytes > limits.eventBytes) {
      limitWatch.met('eventBytes', source)
      return refused('too_large', `command: may have ${limits.eventBytes} bytes at most`)
    }
    const archived =
      read === null ? await archivedOf(request.data, archivedIdentity, viewer, floor) : undefined
    const context: CommandContext = {
      viewer,
      floor,
      site: floor.site,
      now: now(),
      sentDue,
      withCustomer,
      mayAsk,
      archived,
    }
    if (read !== null) {
      const answer = await sendBatch(read.batch, context, log)
      const isForbidden = answer.ok && answer.each?.some((one) => !one.ok && one.code === 'forbidden')
      if (isForbidden) security.accessRefused(viewer, commandName(request.data))
      return answer
    }
    if (done.has(source, id)) return { ok: true }
    const answer = await sendCommand(request.data, context, log)
    if (answer.ok) done.add(source, id)
    else if (answer.code === 'forbidden') security.accessRefused(viewer, commandName(request.data))
    return answer
  }
}
