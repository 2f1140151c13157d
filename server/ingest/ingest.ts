import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FloorEvent } from '#core/event.ts'
import { LogBusy, LogUnavailable } from '#store/log-error.ts'
import type { Outcome } from '#store/redis/appender.ts'
import type { RejectedEvent } from '#store/rejected.ts'
import { answerWithin } from '../http/answer-within.ts'
import { type Answer, answers, sendAnswer } from './answer.ts'
import { bodyItems, type Item } from './body-items.ts'
import type { FeedCount } from './feed-counts.ts'
import { allForeign, forbidden, judge, keptRefusal, type Refused, reusedIds } from './judge.ts'
import { bodyFormat } from './media-type.ts'
import { createRateLimit, type Rate } from './rate-limit.ts'
import { discardBody, readBody } from './read-body.ts'

export const MAX_BODY_BYTES = 1024 * 1024
export const MAX_EVENTS = 1_000
const GENEROUS: Rate = { perSec: 100_000, burst: 200_000 }

/** What ingest needs of the rest. */
export interface IngestOptions {
  readonly append: (events: readonly FloorEvent[], at: number) => Promise<Outcome[]>
  readonly keepRejected: (feed: string, refused: readonly RejectedEvent[]) => Promise<void>
  /** Which feed a token belongs to. */
  readonly authenticate: (token: string) => { feed: string } | null | Promise<{ feed: string } | null>
  /** The event with the customer that its phone stands for. */
  readonly withCustomer: (event: FloorEvent) => FloorEvent
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly counts: { add(feed: string, count: FeedCount): void }
  readonly meter: IngestMeter
  readonly rate?: Rate
}

export interface IngestMeter {
  /** A request was answered after `sec` seconds. */
  answered(status: number, sec: number): void
  /** What became of a feed's events. */
  events(feed: string, outcome: Outcome | 'rejected' | 'clamped', count: number): void
  /** A fault that is ours, not the sender's. */
  fault(error: Error): void
}

export type IngestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** `POST /api/v1/events` (contract §3). Nothing is answered 202 before it is in the log on disk. */
export function createIngest(options: IngestOptions): IngestHandler {
  const limit = createRateLimit(options.rate ?? GENEROUS)
  return async (req, res) => {
    const began = performance.now()
    let answer: Answer | null
    try {
      answer = await handle(req, options, limit)
    } catch (error) {
      answer = unconfirmed(error as Error, options.meter)
    }
    if (answer === null) return
    if (!req.complete) await discardBody(req)
    sendAnswer(req, res, answer)
    options.meter.answered(answer.status, (performance.now() - began) / 1_000)
  }
}

function unconfirmed(error: Error, meter: IngestMeter): Answer {
  if (error instanceof LogBusy) return answers.unconfirmed('busy', 'too much waits to be written')
  if (!(error instanceof LogUnavailable)) meter.fault(error)
  return answers.unconfirmed('unavailable', 'the log cannot be written now')
}

async function handle(
  req: IncomingMessage,
  options: IngestOptions,
  limit: ReturnType<typeof createRateLimit>,
): Promise<Answer | null> {
  if (req.method !== 'POST') return answers.wrongMethod
  const token = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
  const known = token === undefined ? null : options.authenticate(token)
  const caller = known instanceof Promise ? await known : known
  if (caller === null) return answers.unknownToken
  const format = bodyFormat(req.headers['content-type'])
  const encoding = req.headers['content-encoding'] ?? 'identity'
  if (format === null || encoding !== 'identity') return answers.wrongType
  const retryAfterSec = limit.retryAfterSec(caller.feed, performance.now())
  if (retryAfterSec > 0) return answers.tooFast(retryAfterSec)
  const read = await readBody(req, MAX_BODY_BYTES)
  if (!read.ok) return read.reason === 'aborted' ? null : answers.tooLarge('1 MiB')
  const items = bodyItems(read.body, format)
  if (!items.ok) return answers.unreadable(items.refusal)
  if (items.items.length > MAX_EVENTS) return answers.tooLarge(`${MAX_EVENTS} events`)
  limit.spend(caller.feed, Math.max(1, items.items.length), performance.now())
  if (allForeign(items.items, caller.feed)) return answers.forbidden(forbidden(caller.feed))
  return answerWithin(
    write(items.items, caller.feed, options),
    () => answers.unconfirmed('unavailable', 'the log does not answer in time'),
    (error) => void unconfirmed(error, options.meter),
  )
}

/** Judges, writes, and keeps what was refused. */
async function write(items: readonly Item[], feed: string, options: IngestOptions): Promise<Answer> {
  const at = options.now()
  const judged = await judge(items, { feed, at, withCustomer: options.withCustomer })
  const outcomes = await options.append(judged.events, at)
  const refused = [...judged.refused, ...reusedIds(outcomes, judged)]
  if (refused.length > 0) {
    refused.sort((a, b) => a.index - b.index)
    await options.keepRejected(
      feed,
      refused.map((one) => keptRefusal(one, at)),
    )
  }
  return taken(feed, options, { outcomes, events: judged.events, refused })
}

interface Written {
  readonly outcomes: readonly Outcome[]
  readonly events: readonly FloorEvent[]
  readonly refused: readonly Refused[]
}

/** Counts what became of a request's events, and gives the answer that says it. */
function taken(
  feed: string,
  { counts, meter }: IngestOptions,
  { outcomes, events, refused }: Written,
): Answer {
  let accepted = 0
  let duplicate = 0
  let clamped = 0
  outcomes.forEach((outcome, place) => {
    if (outcome === 'duplicate') duplicate++
    if (outcome !== 'accepted') return
    accepted++
    if (events[place]!.sentTime !== undefined) clamped++
  })
  counts.add(feed, { duplicate, rejected: refused.length, clamped })
  meter.events(feed, 'accepted', accepted)
  if (duplicate > 0) meter.events(feed, 'duplicate', duplicate)
  if (refused.length > 0) meter.events(feed, 'rejected', refused.length)
  if (clamped > 0) meter.events(feed, 'clamped', clamped)
  return answers.taken(
    accepted,
    duplicate,
    refused.map(({ raw: _raw, ...told }) => told),
  )
}
