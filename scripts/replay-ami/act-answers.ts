import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { PbxModel } from './pbx-model.ts'

/** How a PBX of ours takes what it is asked to do. */
export interface ActOptions {
  /** Which comes first of an answer and the event that it is about; Asterisk has both. */
  readonly first?: 'answer' | 'event'
  /** Actions to which it says nothing, though it may do them. */
  readonly silent?: readonly string[]
  /** At these it ends the connection: before it answers, having done it. */
  readonly cuts?: readonly string[]
  /** What of these actions it is to tell later: whoever reads it plays it. */
  readonly held?: { readonly actions: readonly string[]; readonly events: string[] }
}

interface RecordedAnswer {
  readonly now: () => number
  readonly forbidden: readonly string[]
  /** Writes a message without its empty line. */
  readonly say: (text: string) => void
  /** The same, and the PBX lives through it. */
  readonly tell: (text: string) => void
  readonly cut: () => void
}

type Field = (name: string) => string

/** Every action that is answered, with the class of `write` that it needs. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  QueuePause: 'agent,all',
  QueueAdd: 'agent,all',
  QueueRemove: 'agent,all',
  QueuePenalty: 'agent,all',
  QueueChangePriorityCaller: '<none>',
  QueueWithdrawCaller: '<none>',
  Originate: 'originate,all',
}

interface Outcome {
  readonly error?: string
  readonly message?: string
  readonly events?: readonly string[]
}

const refuse = (error: string): Outcome => ({ error })

/** A member's event, with some of its headers other than they were. */
function memberEvent(name: string, message: AmiMessage, changed: Readonly<Record<string, string>>): string {
  const value = (key: string, other = '') =>
    changed[key] ?? (header(message, key) || header(message, other) || '')
  const keys = [
    'Queue',
    'StateInterface',
    'Membership',
    'Penalty',
    'LastPause',
    'Status',
    'Paused',
    'PausedReason',
  ]
  const rest = keys.map((key) => `${key}: ${value(key)}\r\n`).join('')
  return (
    `Event: ${name}\r\nPrivilege: agent,all\r\nMemberName: ${value('MemberName', 'Name')}\r\n` +
    `Interface: ${value('Interface', 'Location')}\r\n${rest}`
  )
}

const interfaceOf = (message: AmiMessage) => header(message, 'Interface') || header(message, 'Location')

/** Answers as the recordings of `asterisk-actions` do. Tells whether the action is one of these. */
export function createActAnswers(
  model: PbxModel,
  { first = 'answer', silent = [], cuts = [], held }: ActOptions,
  line: RecordedAnswer,
): (action: string, id: string, field: Field) => boolean {
  const membersOf = (field: Field) =>
    model
      .members()
      .filter(
        (message) =>
          interfaceOf(message) === field('Interface') &&
          (field('Queue') === '' || header(message, 'Queue') === field('Queue')),
      )
  const seconds = () => String(Math.floor(line.now() / 1_000))

  function pause(field: Field): Outcome {
    const found = membersOf(field)
    if (found.length === 0) return refuse('Interface not found')
    const isPause = field('Paused') === 'true'
    const changed = {
      Paused: isPause ? '1' : '0',
      PausedReason: isPause ? field('Reason') : '',
      ...(isPause ? { LastPause: seconds() } : {}),
    }
    return {
      message: `Interface ${isPause ? '' : 'un'}paused successfully`,
      events: found.map((message) => memberEvent('QueueMemberPause', message, changed)),
    }
  }

  function add(field: Field): Outcome {
    if (!model.queues.includes(field('Queue')))
      return refuse('Unable to add interface to queue: No such queue')
    if (membersOf(field).length > 0) return refuse('Unable to add interface: Already there')
    const isPaused = field('Paused') === 'true'
    const raw =
      `Event: QueueMemberAdded\r\nPrivilege: agent,all\r\nQueue: ${field('Queue')}\r\n` +
      `MemberName: ${field('MemberName')}\r\nInterface: ${field('Interface')}\r\n` +
      `StateInterface: ${field('StateInterface') || field('Interface')}\r\nMembership: dynamic\r\n` +
      `Penalty: ${field('Penalty') || '0'}\r\nLastPause: ${isPaused ? seconds() : 0}\r\nStatus: 1\r\n` +
      `Paused: ${isPaused ? 1 : 0}\r\nPausedReason: ${isPaused ? field('Reason') : ''}\r\n`
    return { message: 'Added interface to queue', events: [raw] }
  }

  function remove(field: Field): Outcome {
    const [found] = membersOf(field)
    if (found === undefined) return refuse('Unable to remove interface: Not there')
    if (header(found, 'Membership') === 'static') return refuse('Member not dynamic')
    return { message: 'Removed interface from queue', events: [memberEvent('QueueMemberRemoved', found, {})] }
  }

  function penalty(field: Field): Outcome {
    const found = membersOf(field)
    if (found.length === 0) return refuse('Invalid interface')
    const events = found.map((message) =>
      memberEvent('QueueMemberPenalty', message, { Penalty: field('Penalty') }),
    )
    return { message: 'Interface penalty set successfully', events }
  }

  function withdraw(field: Field): Outcome {
    const caller = model.waiting().find(({ channel }) => channel === field('Caller'))
    if (caller === undefined) return refuse('Caller not found')
    const { queue, channel, uniqueid } = caller
    const of = `Privilege: agent,all\r\nChannel: ${channel}\r\nUniqueid: ${uniqueid}\r\nLinkedid: ${uniqueid}\r\n`
    const left = `Event: QueueCallerLeave\r\n${of}Queue: ${queue}\r\nCount: 0\r\nPosition: 1\r\n`
    const status = `Event: VarSet\r\n${of}Variable: QUEUESTATUS\r\nValue: WITHDRAW\r\n`
    return { message: 'Withdraw requested successfully', events: [left, status] }
  }

  function outcome(action: string, field: Field): Outcome {
    switch (action) {
      case 'QueuePause':
        return pause(field)
      case 'QueueAdd':
        return add(field)
      case 'QueueRemove':
        return remove(field)
      case 'QueuePenalty':
        return penalty(field)
      case 'QueueChangePriorityCaller':
        return model.prioritise(field('Caller'), Number(field('Priority')), field('Immediate') === 'yes')
          ? { message: 'Priority change for caller on queue' }
          : refuse('Caller not found')
      case 'QueueWithdrawCaller':
        return withdraw(field)
      default:
        return { message: 'Originate successfully queued' }
    }
  }

  function listCommands(id: string): void {
    const may = Object.entries(PRIVILEGES).filter(([name]) => !line.forbidden.includes(name))
    const listed = may.map(([name, privilege]) => `${name}: What it does. (Priv: ${privilege})\r\n`).join('')
    line.say(`Response: Success\r\nActionID: ${id}\r\n${listed}`)
  }

  return (action, id, field) => {
    if (action === 'ListCommands') {
      listCommands(id)
      return true
    }
    if (!Object.hasOwn(PRIVILEGES, action)) return false
    const { error, message, events = [] } = outcome(action, field)
    const answer = () => {
      if (silent.includes(action)) return
      line.say(
        error === undefined
          ? `Response: Success\r\nActionID: ${id}\r\nMessage: ${message}\r\n`
          : `Response: Error\r\nActionID: ${id}\r\nMessage: ${error}\r\n`,
      )
    }
    const tellAll = () => {
      for (const event of events)
        if (held?.actions.includes(action) === true) held.events.push(`${event}\r\n`)
        else line.tell(event)
    }
    if (cuts.includes(action)) {
      line.cut()
      tellAll()
      return true
    }
    if (first === 'answer') answer()
    tellAll()
    if (first === 'event') answer()
    return true
  }
}
