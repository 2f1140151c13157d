import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'

/** What a PBX states when it is asked (QueueStatus, CoreShowChannels): who is member, who waits, which channels there are. */

export interface StatedMember {
  readonly interface: string
  readonly name: string
  readonly stateInterface: string
  /** Null: the message does not say it, as those of old versions. So for reason and penalty. */
  readonly status: number | null
  readonly paused: boolean
  readonly reason: string | null
  readonly lastPause: number
  readonly penalty: number | null
}
export interface StatedWaiting {
  readonly uniqueid: string
  readonly queue: string
  readonly waitSec: number
  readonly message: AmiMessage
}
export interface QueueStatement {
  /** When the list began: what happened since then it may not know. */
  readonly from: number
  /** The one queue that was asked for: of no other it says anything. Null: of all. */
  readonly asked: string | null
  readonly queues: readonly string[]
  readonly members: readonly { readonly queue: string; readonly member: StatedMember }[]
  readonly waiting: readonly StatedWaiting[]
}
export interface StatedChannel {
  readonly linkedid: string
  readonly application: string
  readonly applicationData: string
}
export interface ChannelStatement {
  readonly from: number
  readonly channels: ReadonlyMap<string, StatedChannel>
}

/** `complete`: as many entries came as the list says it has. Half a list would make lost calls of the other half. */
export type Statement = { readonly complete: boolean } & (
  | ({ readonly of: 'queues' } & QueueStatement)
  | ({ readonly of: 'channels' } & ChannelStatement)
)

/** The fields of a member, as its list entry and its events spell them. */
export function readMember(message: AmiMessage): StatedMember {
  return {
    interface: header(message, 'Interface') || header(message, 'Location'),
    name: header(message, 'MemberName') || header(message, 'Name'),
    stateInterface: header(message, 'StateInterface'),
    status: headerNumber(message, 'Status'),
    paused: header(message, 'Paused') === '1',
    reason: message.first.get('pausedreason') ?? null,
    lastPause: headerNumber(message, 'LastPause') ?? 0,
    penalty: penaltyIn(message),
  }
}

/** The most that an event may say. */
const MOST_PENALTY = 1_000_000

function penaltyIn(message: AmiMessage): number | null {
  const penalty = headerNumber(message, 'Penalty')
  return penalty === null ? null : Math.min(MOST_PENALTY, Math.max(0, Math.trunc(penalty)))
}

const ONE_QUEUE = '-queue-'

/** How the ActionID of a question about one queue ends: its answer may be empty, and must say of which it is. */
export const endingFor = (queue: string): string => `${ONE_QUEUE}${encodeURIComponent(queue.toWellFormed())}`

function queueAskedBy(actionId: string): string | null {
  const at = actionId.indexOf(ONE_QUEUE)
  if (at === -1) return null
  try {
    return decodeURIComponent(actionId.slice(at + ONE_QUEUE.length))
  } catch {
    // No id of ours: a recording has those of whoever recorded it.
    return null
  }
}

/** Gathers the entries of lists, also while other events come in between. Gives a statement when its list is complete. */
export function createStatements(): {
  take(message: AmiMessage, at: number): Statement | null
  /** Forgets lists that were cut off. */
  reset(): void
} {
  let queues: string[] = []
  let members: { queue: string; member: StatedMember }[] = []
  let waiting: StatedWaiting[] = []
  let queuesFrom: number | null = null
  /** Entries of the list so far, also those of which nothing can be read. */
  let items = 0
  let channels = new Map<string, StatedChannel>()
  let channelsFrom: number | null = null
  let channelItems = 0

  function reset(): void {
    queues = []
    members = []
    waiting = []
    queuesFrom = null
    items = 0
    channels = new Map()
    channelsFrom = null
    channelItems = 0
  }

  function takeMember(message: AmiMessage): void {
    const member = readMember(message)
    if (member.interface !== '') members.push({ queue: header(message, 'Queue'), member })
  }

  function takeQueues(message: AmiMessage, at: number): Statement {
    const complete = isWhole(message, items)
    const asked = queueAskedBy(header(message, 'ActionID'))
    const from = queuesFrom ?? at
    const statement: Statement = { of: 'queues', complete, from, asked, queues, members, waiting }
    queues = []
    members = []
    waiting = []
    queuesFrom = null
    items = 0
    return statement
  }

  function takeChannels(message: AmiMessage, at: number): Statement {
    const complete = isWhole(message, channelItems)
    const statement: Statement = { of: 'channels', complete, from: channelsFrom ?? at, channels }
    channels = new Map()
    channelsFrom = null
    channelItems = 0
    return statement
  }

  function noteItem(at: number): void {
    queuesFrom ??= at
    items++
  }

  return {
    reset,
    take(message, at) {
      switch (message.name) {
        case 'QueueParams':
          noteItem(at)
          queues.push(header(message, 'Queue'))
          return null
        case 'QueueMember':
          noteItem(at)
          takeMember(message)
          return null
        case 'QueueEntry':
          noteItem(at)
          if (header(message, 'Uniqueid') !== '') waiting.push(readWaiting(message))
          return null
        case 'QueueStatusComplete':
          return takeQueues(message, at)
        case 'CoreShowChannel':
          channelsFrom ??= at
          channelItems++
          channels.set(header(message, 'Uniqueid'), readChannel(message))
          return null
        case 'CoreShowChannelsComplete':
          return takeChannels(message, at)
        default:
          return null
      }
    },
  }
}

/** The events of lists, by name. */
export const LIST_EVENTS: ReadonlySet<string> = new Set([
  'QueueParams',
  'QueueMember',
  'QueueEntry',
  'QueueStatusComplete',
  'CoreShowChannel',
  'CoreShowChannelsComplete',
])

function isWhole(message: AmiMessage, entries: number): boolean {
  const stated = headerNumber(message, 'ListItems')
  return stated === null || stated === entries
}

function readWaiting(message: AmiMessage): StatedWaiting {
  return {
    uniqueid: header(message, 'Uniqueid'),
    queue: header(message, 'Queue'),
    waitSec: headerNumber(message, 'Wait') ?? 0,
    message,
  }
}

function readChannel(message: AmiMessage): StatedChannel {
  return {
    linkedid: header(message, 'Linkedid'),
    application: header(message, 'Application'),
    applicationData: header(message, 'ApplicationData'),
  }
}
