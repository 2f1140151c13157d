import { type AmiMessage, header, messageOf } from '#protocols/ami/message.ts'

/** What a PBX would say of itself when asked, after the events it has sent so far. */
export interface PbxModel {
  apply(raw: string, at: number): void
  /** The entries of `QueueStatus`, without ActionID; `more`: headers of every queue. */
  queueStatus(at: number, more?: string): string[]
  queueSummary(): string[]
  channels(): string[]
  /** What was last said of each member of each queue. */
  members(): readonly AmiMessage[]
  /** The callers that wait, by the channel that stands in a queue. */
  waiting(): readonly { readonly queue: string; readonly channel: string; readonly uniqueid: string }[]
  readonly queues: readonly string[]
  /** Gives the caller on a channel another priority; `immediate`: its place follows, as Asterisk has it. False: nobody waits on it. */
  prioritise(channel: string, priority: number, immediate: boolean): boolean
  /** Nobody waits or talks any more; dynamic members are forgotten, and nobody is paused. */
  restart(): void
  /** Who waited with this Uniqueid is gone, without a word. */
  forget(uniqueid: string): void
}

interface Waiting {
  queue: string
  uniqueid: string
  channel: string
  number: string
  name: string
  joinedAt: number
  priority: number
}
interface Channel {
  channel: string
  linkedid: string
  application: string
  data: string
}

export function readRaw(raw: string): AmiMessage | null {
  const headers = raw
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()] as const)
  return headers.length === 0 ? null : messageOf(headers)
}

const MEMBER_EVENTS = new Set([
  'QueueMember',
  'QueueMemberAdded',
  'QueueMemberPause',
  'QueueMemberStatus',
  'QueueMemberPenalty',
  'QueueMemberRinginuse',
])

export function createPbxModel(): PbxModel {
  const queues: string[] = []
  const members = new Map<string, AmiMessage>()
  const channels = new Map<string, Channel>()
  let waiting: Waiting[] = []

  function applyQueue(message: AmiMessage, at: number): void {
    const uniqueid = header(message, 'Uniqueid')
    const queue = header(message, 'Queue')
    const channel = channels.get(uniqueid)
    if (message.name === 'QueueCallerJoin') {
      waiting.push({
        queue,
        uniqueid,
        channel: header(message, 'Channel'),
        number: header(message, 'CallerIDNum'),
        name: header(message, 'CallerIDName').replaceAll('\\', ''),
        joinedAt: at,
        priority: 0,
      })
      if (channel !== undefined) Object.assign(channel, { application: 'Queue', data: `${queue},tThHc,,,` })
    }
    if (message.name === 'QueueCallerLeave')
      waiting = waiting.filter((entry) => entry.uniqueid !== uniqueid || entry.queue !== queue)
    if (message.name === 'QueueCallerAbandon' || message.name === 'AgentComplete')
      if (channel !== undefined) Object.assign(channel, { application: 'Hangup', data: '' })
  }

  function applyChannel(message: AmiMessage): void {
    const uniqueid = header(message, 'Uniqueid')
    if (message.name === 'Newchannel')
      channels.set(uniqueid, {
        channel: header(message, 'Channel'),
        linkedid: header(message, 'Linkedid'),
        application: 'AppDial',
        data: '(Outgoing Line)',
      })
    if (message.name === 'Hangup') channels.delete(uniqueid)
    if (message.name === 'BlindTransfer') {
      const transferee = channels.get(header(message, 'TransfereeUniqueid'))
      if (transferee !== undefined) Object.assign(transferee, { application: 'Dial', data: '' })
    }
  }

  return {
    queues,
    members: () => [...members.values()],
    waiting: () => waiting,
    prioritise(channel, priority, immediate) {
      const caller = waiting.find((entry) => entry.channel === channel)
      if (caller === undefined) return false
      caller.priority = priority
      if (immediate) {
        const others = waiting.filter((entry) => entry !== caller)
        const before = others.findIndex((entry) => entry.queue === caller.queue && entry.priority < priority)
        waiting = others.toSpliced(before === -1 ? others.length : before, 0, caller)
      }
      return true
    },
    restart() {
      waiting = []
      channels.clear()
      for (const [key, message] of members) {
        if (header(message, 'Membership') === 'dynamic') members.delete(key)
        else members.set(key, unpaused(message))
      }
    },
    forget(uniqueid) {
      waiting = waiting.filter((entry) => entry.uniqueid !== uniqueid)
      channels.delete(uniqueid)
    },
    apply(raw, at) {
      const message = readRaw(raw)
      if (message === null || message.kind !== 'event') return
      if (message.name === 'QueueParams') queues.push(header(message, 'Queue'))
      const member = header(message, 'Interface') || header(message, 'Location')
      const key = `${header(message, 'Queue')} ${member}`
      if (MEMBER_EVENTS.has(message.name)) members.set(key, message)
      if (message.name === 'QueueMemberRemoved') members.delete(key)
      applyQueue(message, at)
      applyChannel(message)
    },
    queueStatus(at, more = '') {
      return queues.flatMap((queue) => {
        const own = waiting.filter((entry) => entry.queue === queue)
        return [
          `Event: QueueParams\r\nQueue: ${queue}\r\nCalls: ${own.length}\r\n${more}`,
          ...[...members.values()].filter((message) => header(message, 'Queue') === queue).map(memberEntry),
          ...own.map((entry, index) => waitingEntry(entry, index, at)),
        ]
      })
    },
    queueSummary: () =>
      queues.map((queue) => {
        const callers = waiting.filter((entry) => entry.queue === queue).length
        return `Event: QueueSummary\r\nQueue: ${queue}\r\nCallers: ${callers}\r\n`
      }),
    channels: () =>
      [...channels].map(
        ([uniqueid, { channel, linkedid, application, data }]) =>
          `Event: CoreShowChannel\r\nChannel: ${channel}\r\nUniqueid: ${uniqueid}\r\nLinkedid: ${linkedid}\r\n` +
          `Application: ${application}\r\nApplicationData: ${data}\r\nDuration: 00:00:01\r\n`,
      ),
  }
}

function unpaused({ headers }: AmiMessage): AmiMessage {
  const fresh: Readonly<Record<string, string>> = { Paused: '0', PausedReason: '' }
  return messageOf(headers.map(([name, value]) => [name, fresh[name] ?? value] as const))!
}

function memberEntry(message: AmiMessage): string {
  // What a recording leaves out, a list that is made of it does, too.
  const said = ['Membership', 'Penalty'].filter((name) => header(message, name) !== '')
  const copied = ['Queue', 'StateInterface', 'Paused', 'PausedReason', 'Status', 'LastPause', ...said]
    .map((name) => `${name}: ${header(message, name)}\r\n`)
    .join('')
  const name = header(message, 'MemberName') || header(message, 'Name')
  const location = header(message, 'Interface') || header(message, 'Location')
  return `Event: QueueMember\r\nName: ${name}\r\nLocation: ${location}\r\n${copied}`
}

function waitingEntry(entry: Waiting, index: number, at: number): string {
  const waitSec = Math.floor((at - entry.joinedAt) / 1_000)
  return (
    `Event: QueueEntry\r\nQueue: ${entry.queue}\r\nPosition: ${index + 1}\r\nChannel: ${entry.channel}\r\n` +
    `Uniqueid: ${entry.uniqueid}\r\nCallerIDNum: ${entry.number}\r\nCallerIDName: ${entry.name}\r\n` +
    `ConnectedLineNum: unknown\r\nConnectedLineName: unknown\r\nWait: ${waitSec}\r\nPriority: ${entry.priority}\r\n`
  )
}
