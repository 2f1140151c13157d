import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyEvent } from '#core/event/event.ts'
import { type Limits, REQUEST_BYTES, REQUEST_EVENTS, usualLimits } from '#core/site/limits.ts'
import { isPublishedToken } from '#core/site/published-secrets.ts'
import { LogBusy, LogUnavailable } from '#store/log-error.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import type { RefusedOriginal } from '#store/rejected.ts'
import { answerWithin } from '../http/answer-within.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'
import { type Admission, noteTooMany } from './admission.ts'
import { answers, type IngestAnswer, sendIngestAnswer } from './answer.ts'
import { appendInTurns } from './append-in-turns.ts'
import { bodyFormat } from './body-format.ts'
import { bodyItems, type Item } from './body-items.ts'
import type { FeedCount } from './feed-counts.ts'
import { createFeedShares, type FeedShares, LONGEST_TURN_MS, type Overdrawn } from './feed-shares.ts'
import type { IngestMeter } from './ingest-meter.ts'
import {
  allForeign,
  forbiddenItem,
  type Judged,
  judge,
  type RefusedItem,
  refusalRecord,
  reusedIds,
} from './judge.ts'
import { createNewSubjects } from './new-subjects.ts'
import { createNotes } from './notes.ts'
import { discardBody, readBody } from './read-body.ts'

/** What ingest needs of the rest. */
export interface IngestOptions {
  readonly append: (events: readonly AnyEvent[], at: number) => Promise<AppendOutcome[]>
  readonly keepRejected: (feed: string, refused: readonly RefusedOriginal[]) => Promise<void>
  /** Which feed a token belongs to. */
  readonly authenticate: (
    token: string,
    req: IncomingMessage,
  ) => { feed: string } | null | Promise<{ feed: string } | null>
  /** A token is no feed's; seconds to wait where too many from there are wrong. Not given: nothing counts them. */
  readonly tokenRefused?: (token: string, req: IncomingMessage) => number
  /** The event with the customer that its phone stands for. */
  readonly withCustomer: (event: AnyEvent) => AnyEvent
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly counts: { add(feed: string, count: FeedCount): void }
  readonly meter: IngestMeter
  /** The limits in force; not given: the usual ones. */
  readonly limits?: () => Limits
  /** Bounds what feeds bring into being; not given: nothing does. */
  readonly admission?: Pick<Admission, 'admit'>
  readonly shares?: FeedShares
  readonly limitWatch?: Pick<LimitWatch, 'met' | 'near'>
}

export type IngestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

interface Parts extends IngestOptions {
  readonly limits: () => Limits
  readonly shares: FeedShares
  readonly limitWatch: Pick<LimitWatch, 'met' | 'near'>
  readonly newSubjects: ReturnType<typeof createNewSubjects>
  readonly notes: ReturnType<typeof createNotes>
}

/** `POST /api/v1/events` (contract §3). Nothing is answered 202 before it is in the log on disk. */
export function createIngest(options: IngestOptions): IngestHandler {
  const parts: Parts = {
    ...options,
    limits: options.limits ?? (() => usualLimits),
    shares: options.shares ?? createFeedShares(),
    limitWatch: options.limitWatch ?? noLimitWatch,
    newSubjects: createNewSubjects(),
    notes: createNotes(options),
  }
  return async (req, res) => {
    const began = performance.now()
    let answer: IngestAnswer | null
    try {
      answer = await handle(req, parts)
    } catch (error) {
      answer = unconfirmed(error as Error, options.meter)
    }
    if (answer === null) return
    if (!req.complete) await discardBody(req)
    sendIngestAnswer(req, res, answer)
    options.meter.answered(answer.status, (performance.now() - began) / 1_000)
  }
}

function unconfirmed(error: Error, meter: IngestMeter): IngestAnswer {
  if (error instanceof LogBusy) return answers.unconfirmed('busy', 'too much waits to be written')
  if (!(error instanceof LogUnavailable)) meter.fault(error)
  return answers.unconfirmed('unavailable', 'the log cannot be written now')
}

async function handle(req: IncomingMessage, parts: Parts): Promise<IngestAnswer | null> {
  if (req.method !== 'POST') return answers.wrongMethod
  const token = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
  const known = token === undefined ? null : parts.authenticate(token, req)
  const caller = known instanceof Promise ? await known : known
  if (caller === null) {
    const waitSec = token === undefined ? 0 : (parts.tokenRefused?.(token, req) ?? 0)
    if (waitSec > 0) return answers.tooManyTokens(waitSec)
    return isPublishedToken(token ?? '') ? answers.publishedToken : answers.unknownToken
  }
  const format = bodyFormat(req.headers['content-type'])
  const encoding = req.headers['content-encoding'] ?? 'identity'
  if (format === null || encoding !== 'identity') return answers.wrongType
  const limits = parts.limits()
  const overdrawn =
    farTurn(caller.feed, parts) ?? parts.shares.overdrawn(caller.feed, limits, performance.now())
  if (overdrawn !== null) return await tooFast(caller.feed, overdrawn, parts)
  const read = await readBody(req, REQUEST_BYTES)
  if (!read.ok) return read.reason === 'aborted' ? null : answers.tooLarge('1 MiB')
  const items = bodyItems(read.body, format)
  const sent = { eventsPerSec: items.ok ? Math.max(1, items.items.length) : 1, bytesPerSec: read.body.length }
  parts.shares.spend(caller.feed, { ...sent, newPerMinute: 0 }, limits, performance.now())
  if (!items.ok)
    return items.refusal === null
      ? answers.tooLarge(`${REQUEST_EVENTS} events`)
      : answers.unreadable(items.refusal)
  if (allForeign(items.items, caller.feed)) return answers.forbidden(forbiddenItem(caller.feed))
  return answerWithin(
    write(items.items, caller.feed, limits, parts),
    () => answers.unconfirmed('unavailable', 'the log does not answer in time'),
    (error) => void unconfirmed(error, parts.meter),
  )
}

/** Judges, writes, and keeps what was refused. */
async function write(
  items: readonly Item[],
  feed: string,
  limits: Limits,
  parts: Parts,
): Promise<IngestAnswer> {
  const at = parts.now()
  const by = { feed, at, limits, withCustomer: parts.withCustomer }
  const judged = await admitted(await judge(items, by), feed, limits, parts)
  // Of many requests at once, all of which were let in: what would wait for long is not begun.
  const waiting = farTurn(feed, parts)
  if (waiting !== null) return await tooFast(feed, waiting, parts)
  const turn = parts.shares.turn(feed, judged.events.length, limits, performance.now())
  const outcomes = await appendInTurns(judged.events, at, { append: parts.append, turn })
  const newPerMinute = parts.newSubjects(feed, judged.events)
  const spent = { eventsPerSec: 0, bytesPerSec: 0, newPerMinute }
  parts.shares.spend(feed, spent, limits, performance.now())
  const refused = [...judged.refused, ...reusedIds(outcomes, judged)]
  if (refused.length > 0) {
    refused.sort((a, b) => a.index - b.index)
    await parts.keepRejected(
      feed,
      refused.map((one) => refusalRecord(one, at)),
    )
  }
  return taken(feed, parts, { outcomes, events: judged.events, refused })
}

/** So much of a feed waits to be written that the turn of what it sends now is far off; null: it is not. */
function farTurn(feed: string, parts: Parts): Overdrawn | null {
  const { shares } = parts
  const ms = shares.turnIn(feed, performance.now())
  if (ms <= LONGEST_TURN_MS) return null
  const share = shares.isByCost(feed, parts.limits(), performance.now()) ? 'foldMsPerSec' : 'eventsPerSec'
  return { share, shares: [share], afterSec: Math.ceil(ms / 1_000) }
}

/** Answers who sends more than its share, and says so where an administrator looks. */
async function tooFast(feed: string, { share, shares, afterSec }: Overdrawn, parts: Parts) {
  for (const each of shares) parts.limitWatch.met(each, `feed/${feed}`)
  const what =
    share === 'foldMsPerSec'
      ? 'the events of this feed take longer to work off than those of one feed may'
      : 'this feed sends more than it may'
  await parts.notes.say(feed, {
    code: 'too_fast',
    message: `limits.${share}: ${what}; its requests are answered 429 until it is slower`,
  })
  return answers.tooFast(afterSec, `limits.${share}`)
}

/** What is within the limits of what may be taken, and a word of what is not. */
async function admitted(judged: Judged, feed: string, limits: Limits, parts: Parts): Promise<Judged> {
  const { limitWatch, notes, admission } = parts
  const who = `feed/${feed}`
  const refusedBy = (code: string, { refused }: Judged) => refused.filter((one) => one.code === code).length
  const tooLong = refusedBy('too_large', judged)
  if (tooLong > 0) limitWatch.met('eventBytes', who, tooLong)
  limitWatch.near('eventBytes', (judged.longest?.bytes ?? 0) / limits.eventBytes)
  limitWatch.near('unknownChars', (judged.longest?.unknownChars ?? 0) / Math.max(1, limits.unknownChars))
  const shortened = judged.shortened ?? 0
  if (shortened > 0) {
    limitWatch.met('unknownChars', who, shortened)
    await notes.say(feed, {
      code: 'unknown_fields_dropped',
      message:
        'limits.unknownChars: events of this feed say more beyond the fields that are known; they are taken without it',
    })
  }
  if (admission === undefined) return judged
  const within = await admission.admit(judged, feed, limits, performance.now())
  noteTooMany(within, feed, limitWatch)
  return within
}

interface Written {
  readonly outcomes: readonly AppendOutcome[]
  readonly events: readonly AnyEvent[]
  readonly refused: readonly RefusedItem[]
}

/** Counts what became of a request's events, and gives the answer that says it. */
function taken(
  feed: string,
  { counts, meter }: IngestOptions,
  { outcomes, events, refused }: Written,
): IngestAnswer {
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
    refused.map(({ raw: _raw, original: _original, ...fields }) => fields),
  )
}
