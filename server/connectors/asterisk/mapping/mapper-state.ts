import type { EventData } from '#core/event/event.ts'
import type { EventType } from '#core/event/event-data.ts'
import { createInstants, type Instants } from '#core/time/instants.ts'
import { createMailboxes, type Mailboxes } from './mailboxes.ts'
import type { EmittedPresence, Member } from './member.ts'
import { createMembers, type Members } from './members.ts'
import type { PbxNames } from './names.ts'
import { type AskedCall, createOutgoingCalls, type OutgoingCalls } from './outgoing-calls.ts'
import type { CallSubject, PbxCall } from './pbx-call.ts'
import { createPbxCalls, type PbxCalls } from './pbx-calls.ts'

/** An event as a feed sends it (contract §3). */
export interface FeedEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: EventType
  readonly time: string
  readonly subject: string
  readonly data: Record<string, unknown>
}

/** What the mapping of one PBX knows, and the few things its parts do with it. */
export interface MapperState {
  readonly feed: string
  readonly names: PbxNames
  readonly callers: PbxCalls
  readonly members: Members
  /** Callers whose stage is not certain, with the instant from which the PBX's silence decides. */
  readonly undecided: Instants<PbxCall>
  /** Members whose state has not settled, with the instant at which it has. */
  readonly unsettled: Instants<Member>
  /** Counts the connections: between two of them lies a gap. */
  connection: number
  /** Channels that the dialplan sends to a queue → its name. */
  readonly enteringQueue: Map<string, string>
  /** Queues that this connection listed. */
  readonly listed: Set<string>
  /** Queues of which this connection heard, in lists or events: by their ids, the PBX's names. */
  readonly heardOf: Map<string, string>
  /** What an earlier run told of agents, until the PBX first lists its members. */
  readonly recalled: Map<string, EmittedPresence>
  /** When an earlier run signed agents out. */
  readonly signedOut: Map<string, number>
  /** Who had an agent put away lately, and until when (ms) a pause that the PBX tells of is theirs. */
  readonly pausedBy: Map<string, { readonly by: string; readonly until: number }>
  /** Callers (by their Uniqueid) who are to be called back: the PBX was asked to let them go. */
  readonly takenOut: Set<string>
  /** Calls that agents make, and what the desk asked to be dialled. */
  readonly outgoing: OutgoingCalls
  readonly askedCalls: Map<string, AskedCall>
  /** Who is in a call of the house since when (ms), by its channels. */
  readonly internal: Map<string, { readonly members: readonly Member[]; readonly since: number }>
  readonly mailboxes: Mailboxes
  /** Tells of a subject. `key` names the occasion, so that the same occasion has the same id in every run; a `reason` may stand in the log of any. */

  emit<T extends EventType>(
    subject: CallSubject,
    type: T,
    at: number,
    key: string,
    data: EventData<T> & { readonly reason?: string },
  ): void
  count(what: string, by?: number): void
  /** True once this PBX was seen to say how callers left (UserEvent AfterQueue, or VarSet QUEUESTATUS). */
  statesOutcome: boolean
  /** True once it was seen to say that a caller wants to go (HangupRequest). */
  requestsHangups: boolean
  /** A Hangup has come: of every channel that is gone, one will. */
  reportsHangups: boolean
  /** True once it was seen to be an Asterisk 11 or older. */
  isOld: boolean
}

export interface MapperOutput {
  /** The events told since the last call. */
  takeEvents(): FeedEvent[]
  readonly counts: ReadonlyMap<string, number>
}

/** Starts empty. Times are made distinct within a subject (by a millisecond), for order is by time before it is by id. */
export function createMapperState(feed: string, names: PbxNames): MapperState & MapperOutput {
  let emitted: FeedEvent[] = []
  const counts = new Map<string, number>()
  return {
    feed,
    names,
    callers: createPbxCalls(),
    members: createMembers(),
    undecided: createInstants(),
    unsettled: createInstants(),
    connection: 0,
    enteringQueue: new Map(),
    listed: new Set(),
    heardOf: new Map(),
    recalled: new Map(),
    signedOut: new Map(),
    pausedBy: new Map(),
    takenOut: new Set(),
    outgoing: createOutgoingCalls(),
    askedCalls: new Map(),
    internal: new Map(),
    mailboxes: createMailboxes(),
    statesOutcome: false,
    requestsHangups: false,
    reportsHangups: false,
    isOld: false,
    counts,
    emit(subject, type, at, key, data) {
      const time = Math.max(at, subject.lastAt + 1)
      subject.lastAt = time
      const id = `${key}/${type.slice(type.indexOf('.') + 1)}`
      emitted.push({
        specversion: '1.0',
        id,
        source: feed,
        type,
        time: new Date(time).toISOString(),
        subject: subject.id,
        data,
      })
    },
    count(what, by = 1) {
      counts.set(what, (counts.get(what) ?? 0) + by)
    },
    takeEvents() {
      const events = emitted
      emitted = []
      return events
    },
  }
}
