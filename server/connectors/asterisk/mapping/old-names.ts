import { type AmiMessage, header, messageOf } from '#protocols/ami/message.ts'

/**
 * Asterisk 1.8 to 11 (AMI 1.1 to 1.3) names its queue events and their fields otherwise: here they get the names of
 * 12 and later. Anything else is passed on as it is.
 */
export function inNewNames(message: AmiMessage): AmiMessage {
  if (message.kind !== 'event' || !Object.hasOwn(OLD, message.name)) return message
  return OLD[message.name]!(message) ?? message
}

type Fields = Readonly<Record<string, string>>

const OLD: Readonly<Record<string, (message: AmiMessage) => AmiMessage | null>> = {
  Join: (message) => (header(message, 'Queue') === '' ? null : renamed(message, 'QueueCallerJoin')),
  Leave: (message) => (header(message, 'Queue') === '' ? null : renamed(message, 'QueueCallerLeave')),
  QueueMemberPaused: (message) =>
    renamed(message, 'QueueMemberPause', {
      Interface: header(message, 'Location'),
      PausedReason: header(message, 'Reason'),
    }),
  AgentCalled(message) {
    const called = header(message, 'AgentCalled')
    if (called === '') return null
    const channel = header(message, 'DestinationChannel')
    return renamed(message, 'AgentCalled', {
      Interface: called,
      MemberName: header(message, 'AgentName'),
      Channel: header(message, 'ChannelCalling'),
      DestChannel: channel,
      DestUniqueid: oldLegId(header(message, 'Uniqueid'), channel),
    })
  },
  AgentConnect: (message) =>
    ofMember(message, {
      DestChannel: header(message, 'Channel'),
      DestUniqueid: oldLegId(header(message, 'Uniqueid'), header(message, 'Channel')),
    }),
  AgentComplete: (message) => ofMember(message, {}),
  AgentRingNoAnswer: (message) => ofMember(message, {}),
  AgentDump: (message) => ofMember(message, {}),
  Dial(message) {
    if (header(message, 'SubEvent') !== 'Begin') return null
    return renamed(message, 'DialBegin', { DestChannel: header(message, 'Destination') })
  },
  Hold(message) {
    const status = header(message, 'Status')
    return status === '' ? null : renamed(message, status === 'On' ? 'Hold' : 'Unhold')
  },
  Transfer(message) {
    if (header(message, 'TransferType') !== 'Blind') return null
    return renamed(message, 'BlindTransfer', {
      Result: 'Success',
      TransfereeUniqueid: header(message, 'TargetUniqueid'),
      Extension: header(message, 'TransferExten'),
    })
  },
}

/** The events of these versions do not give the Uniqueid of an agent's channel, only its name, which is used again after a restart. */
export function oldLegId(callerUniqueid: string, channel: string): string {
  return channel === '' ? '' : `${callerUniqueid}/${channel}`
}

function ofMember(message: AmiMessage, more: Fields): AmiMessage | null {
  const member = header(message, 'Member')
  if (member === '' || header(message, 'Interface') !== '') return null
  return renamed(message, message.name, { Interface: member, ...more })
}

/** The message under another name, with fields that come before its own. */
function renamed(message: AmiMessage, name: string, fields: Fields = {}): AmiMessage {
  const own = message.headers.filter(([key]) => key.toLowerCase() !== 'event')
  return messageOf([['Event', name], ...Object.entries(fields), ...own]) ?? message
}
