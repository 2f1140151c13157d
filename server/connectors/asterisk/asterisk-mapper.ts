import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { HANDLERS } from './handlers.ts'
import { reportReadMailbox } from './mapping/calls-outside-queues.ts'
import { createMapperState, type FeedEvent, type MapperState } from './mapping/mapper-state.ts'
import type { PbxNames } from './mapping/names.ts'
import { emitOfferEnded } from './mapping/offers.ts'
import { inNewNames } from './mapping/old-names.ts'
import type { PbxCall } from './mapping/pbx-call.ts'
import { noLaterThan, resolveMember } from './mapping/presence.ts'
import {
  applyChannelStatement,
  applyQueueStatement,
  applyVerdict,
  type ReconcileVerdict,
} from './mapping/reconciled.ts'
import { resolveOpenStage } from './mapping/resolve-open-stage.ts'
import { type OpenFloor, restoreOpenCalls } from './mapping/restore-open-calls.ts'
import { createStatements, LIST_EVENTS, type QueueStatement } from './mapping/statement.ts'
import { createStreamTime, LATE_MS } from './mapping/stream-time.ts'
import { createUnlisted, silentOn } from './mapping/unlisted.ts'

/**
 * One PBX's messages as our events: a fold over (message, time of receipt), with no clock and no I/O of its own.
 * Where events say when they were sent, that is the time by which all is told and decided.
 */
export interface AsteriskMapper {
  /** A connection was made: lists that an earlier one cut off are forgotten. */
  connected(): void
  /** The connection is gone: what was open waits for what the PBX states after the gap. */
  disconnected(at: number): void
  receive(message: AmiMessage, at: number): void
  /** Lets time pass: tells what has settled of the members. */
  advance(now: number): void
  /** The next instant at which `advance` may tell something. */
  nextInstant(): number | null
  /**
   * When something about a caller is decided by the PBX having said nothing more of it; null if nothing is open.
   * Only a message that comes after shows that it was silent, and not the connection dead.
   */
  decidesAt(): number | null
  /** There is no more to come: decides what is open. */
  finish(at: number): void
  /** How late the latest event came, ms: receipt less its own `Timestamp`. Null if none of this connection had one. */
  lagMs(): number | null
  /** The events told since the last call, in the order in which they became certain. */
  takeEvents(): FeedEvent[]
  /** Queues that a list lacks and that are to be asked for by name. */
  takeUnlisted(): string[]
  /** True once after the PBX's own count of callers differed from ours: a reason to ask it for everything. */
  takeDisagreement(): boolean
  /** How often each thing was counted: `lost`, `ignored`, `joined_in_gap` … */
  readonly counts: ReadonlyMap<string, number>
  readonly openCallers: number
  /** The PBX says how many messages of a mailbox are new. */
  mailboxCounted(mailbox: string, fresh: number, at: number): void
  /** What is known of the PBX, for acts. */
  readonly mapping: MapperState
}

/** An event that was sent before the PBX wrote its list may arrive after it; a verdict waits that long. */
const VERDICT_AFTER_MS = 1_000

/** How often in a row a list that came incomplete is asked for again at once. */
const INCOMPLETE_ASKED = 3
/** How long a talk may go on before the PBX is asked whether it does. */
const RECHECK_MS = 600_000

export function createAsteriskMapper(feed: string, names: PbxNames, open?: OpenFloor): AsteriskMapper {
  const mapping = createMapperState(feed, names)
  const statements = createStatements()
  const time = createStreamTime()
  const heart = { id: feed, lastAt: 0 }
  let isStated = false
  /** Lists that came incomplete since the last whole one. */
  let incomplete = 0
  /** When the channels were listed or asked for last. */
  let checkedAt: number | null = null
  let disagrees = false
  const unlisted = createUnlisted(mapping)
  let verdicts: { verdict: ReconcileVerdict; due: number }[] = []
  if (open !== undefined) restoreOpenCalls(mapping, open)

  function heartbeat(at: number): void {
    mapping.emit(heart, 'feed.heartbeat', at, `heartbeat/${Math.max(at, heart.lastAt + 1)}`, {})
  }

  /** `at` is the instant of the stream; what the list says is of when it came, or of a lag before. */
  function receiveList(message: AmiMessage, at: number, receivedAt: number): void {
    const statement = statements.take(message, receivedAt)
    if (statement === null) return
    if (!statement.complete) {
      mapping.count('incomplete_list')
      incomplete++
      if (incomplete <= INCOMPLETE_ASKED) disagrees = true
      return
    }
    incomplete = 0
    if (statement.of === 'channels') checkedAt = receivedAt
    const found =
      statement.of === 'queues' ? applyQueues(statement, at) : applyChannelStatement(mapping, statement, at)
    verdicts.push(...found.map((verdict) => ({ verdict, due: receivedAt + VERDICT_AFTER_MS })))
  }

  function applyQueues(statement: QueueStatement, at: number): ReconcileVerdict[] {
    const found = applyQueueStatement(mapping, statement, at, silentOn(mapping, statement), time)
    if (statement.asked === null) {
      isStated = true
      unlisted.listCame(statement)
    }
    return found
  }

  /** A talk whose end nobody told, a Hangup that never came: the list of channels alone shows it. */
  function recheckTalks(at: number): void {
    checkedAt ??= at
    if (at - checkedAt < RECHECK_MS) return
    for (const { stage, seekingAnswer } of mapping.callers.all()) {
      if (stage.is !== 'talking' && !seekingAnswer) continue
      checkedAt = at
      disagrees = true
      return
    }
  }

  /** Only where nothing is open: while an outcome is, the two may differ. */
  function compareCount(message: AmiMessage): void {
    if (!isStated || verdicts.length > 0 || (time.lagMs ?? 0) >= LATE_MS) return
    const queue = mapping.names.queueId(header(message, 'Queue'))
    let waiting = 0
    for (const { stage } of mapping.callers.all())
      if (stage.is === 'waiting' && stage.entry.queue === queue) waiting++
    if (headerNumber(message, 'Callers') === waiting) return
    disagrees = true
    mapping.count('summary_disagreed')
  }

  function settleMembers(now: number): void {
    const { unsettled } = mapping
    for (let due = unsettled.take(now); due !== null; due = unsettled.take(now))
      resolveMember(mapping, due.key, due.at)
  }

  function decide(caller: PbxCall, at: number): void {
    if (caller.stage.is === 'waiting') emitOfferEnded(mapping, caller, caller.stage.entry, at)
    else resolveOpenStage(mapping, caller)
  }

  /** What the PBX did not contradict until then stands. */
  function decideCallers(heardUntil: number): void {
    const { undecided } = mapping
    for (let due = undecided.take(heardUntil); due !== null; due = undecided.take(heardUntil))
      decide(due.key, due.at)
    for (const { verdict, due } of verdicts) if (due <= heardUntil) applyVerdict(mapping, verdict)
    verdicts = verdicts.filter(({ due }) => due > heardUntil)
  }

  return {
    connected() {
      mapping.connection++
      mapping.enteringQueue.clear()
      mapping.listed.clear()
      mapping.heardOf.clear()
      unlisted.reset()
      isStated = false
      incomplete = 0
      checkedAt = null
      time.connected()
      statements.reset()
      verdicts = []
    },
    disconnected(at) {
      settleMembers(time.at(at))
      for (const caller of mapping.callers.all()) cutOff(mapping, caller)
      statements.reset()
      verdicts = []
    },
    receive(received, receivedAt) {
      const message = inNewNames(received)
      if (message !== received) mapping.isOld = true
      const wasKnown = time.lagMs !== null
      const { at, heardUntil } = time.take(message, receivedAt)
      if (!wasKnown && time.lagMs !== null)
        for (const member of mapping.members.all()) noLaterThan(mapping, member, at)
      settleMembers(at)
      decideCallers(heardUntil)
      mapping.count('messages')
      if (message.kind === 'response') {
        if (header(message, 'Ping') !== '') heartbeat(receivedAt)
        return
      }
      const handler = Object.hasOwn(HANDLERS, message.name) ? HANDLERS[message.name] : undefined
      if (isStated && message.name === 'QueueCallerJoin') unlisted.joined(header(message, 'Queue'))
      if (handler !== undefined) handler(mapping, message, at)
      else if (LIST_EVENTS.has(message.name)) receiveList(message, at, receivedAt)
      else if (message.name === 'QueueSummary') {
        compareCount(message)
        recheckTalks(receivedAt)
      } else if (message.name === 'FullyBooted') heartbeat(receivedAt)
      else mapping.count('ignored')
      mapping.callers.sweep()
    },
    advance: (now) => settleMembers(time.at(now)),
    nextInstant() {
      const next = mapping.unsettled.next()
      return next === null ? null : next + time.lastLagMs
    },
    decidesAt() {
      const next = Math.min(mapping.undecided.next() ?? Infinity, ...verdicts.map(({ due }) => due))
      return next === Infinity ? null : time.silenceDecidesAt(next)
    },
    lagMs: () => time.lagMs,
    finish(at) {
      settleMembers(time.at(at))
      decideCallers(at)
      mapping.callers.sweep()
    },
    takeEvents: () => mapping.takeEvents(),
    takeUnlisted: () => unlisted.take(),
    takeDisagreement() {
      const before = disagrees
      disagrees = false
      return before
    },
    mailboxCounted: (mailbox, fresh, at) => reportReadMailbox(mapping, mailbox, fresh, at),
    counts: mapping.counts,
    mapping,
    get openCallers() {
      return mapping.callers.size
    },
  }
}

/** What was about to be decided by its next message is decided now, or by what the PBX states after the gap. */
function cutOff(mapping: MapperState, caller: PbxCall): void {
  if (caller.stage.is === 'leaving') mapping.undecided.set(caller, null)
  else if (caller.stage.is !== 'waiting') resolveOpenStage(mapping, caller)
}
