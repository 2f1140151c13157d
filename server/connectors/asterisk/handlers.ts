import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { onPhoneDials } from './mapping/calls-outside-queues.ts'
import { onDirectRingEnd } from './mapping/direct-calls.ts'
import { onHangup, onHangupRequest } from './mapping/hangups.ts'
import { onHold } from './mapping/holding.ts'
import { onListening } from './mapping/listening.ts'
import type { MapperState } from './mapping/mapper-state.ts'
import { onMember, onMemberRemoved } from './mapping/membership.ts'
import { onAgentCalled, onAgentDump, onRingNoAnswer } from './mapping/offers.ts'
import { onOldBridge } from './mapping/old-bridge.ts'
import { onOutgoingEnd } from './mapping/outgoing.ts'
import {
  onAbandon,
  onChannelActive,
  onJoin,
  onLeave,
  onMessageLeft,
  onQueueStatus,
} from './mapping/queueing.ts'
import { onCallbackRequest } from './mapping/requested-callbacks.ts'
import { onAgentComplete, onAgentConnect } from './mapping/talking.ts'
import { onAttendedTransfer, onBlindTransfer, onDialAnswered, onDialBegin } from './mapping/transfers.ts'

type Handler = (mapping: MapperState, message: AmiMessage, at: number) => void

/** The AMI events that mean something to us; all others are counted as ignored. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  QueueCallerJoin: onJoin,
  QueueCallerAbandon: onAbandon,
  QueueCallerLeave: onLeave,
  AgentCalled: onAgentCalled,
  AgentRingNoAnswer: onRingNoAnswer,
  AgentDump: onAgentDump,
  AgentConnect: onAgentConnect,
  AgentComplete: onAgentComplete,
  BlindTransfer: onBlindTransfer,
  AttendedTransfer: onAttendedTransfer,
  DialBegin: (mapping, message, at) => {
    onChannelActive(mapping, message)
    onDialBegin(mapping, message)
    onPhoneDials(mapping, message, at)
  },
  DialEnd: (mapping, message, at) => {
    if (onDirectRingEnd(mapping, message, at) || onOutgoingEnd(mapping, message, at)) return
    if (header(message, 'DialStatus') === 'ANSWER') onDialAnswered(mapping, message, at)
  },
  Bridge: onOldBridge,
  HangupRequest: (mapping, message) => onHangupRequest(mapping, message, 'customer'),
  SoftHangupRequest: (mapping, message) => onHangupRequest(mapping, message, 'system'),
  Hangup: onHangup,
  Hold: (mapping, message, at) => onHold(mapping, message, true, at),
  Unhold: (mapping, message, at) => onHold(mapping, message, false, at),
  QueueMemberAdded: onMember,
  QueueMemberPause: onMember,
  QueueMemberStatus: onMember,
  QueueMemberPenalty: onMember,
  QueueMemberRinginuse: onMember,
  QueueMemberRemoved: onMemberRemoved,
  MessageWaiting: onMessageLeft,
  ChanSpyStart: (mapping, message, at) => onListening(mapping, message, true, at),
  ChanSpyStop: (mapping, message, at) => onListening(mapping, message, false, at),
  MusicOnHoldStart: onChannelActive,
  BridgeEnter: onChannelActive,
  UserEvent: onUserEvent,
  VarSet: onVarSet,
  Newexten: onNewexten,
}

/** The dialplan's own word on how a caller left: `UserEvent(AfterQueue,Queue: …,QueueStatus: ${QUEUESTATUS})`. */
function onUserEvent(mapping: MapperState, message: AmiMessage, at: number): void {
  if (onCallbackRequest(mapping, message)) {
    onChannelActive(mapping, message)
    return
  }
  const status = header(message, 'QueueStatus')
  const uniqueid = header(message, 'CallerUniqueid') || header(message, 'Uniqueid')
  if (status === '' || uniqueid === '') {
    onChannelActive(mapping, message)
    mapping.count('ignored')
    return
  }
  onQueueStatus(mapping, { uniqueid, status, pbxQueue: header(message, 'Queue') }, message, at)
}

/** The same word where the account may read the class dialplan. */
function onVarSet(mapping: MapperState, message: AmiMessage, at: number): void {
  if (header(message, 'Variable') !== 'QUEUESTATUS' || header(message, 'Value') === '') return
  const uniqueid = header(message, 'Uniqueid')
  const pbxQueue = mapping.enteringQueue.get(uniqueid) ?? ''
  onQueueStatus(mapping, { uniqueid, status: header(message, 'Value'), pbxQueue }, message, at)
}

/** VarSet does not name the queue; the dialplan's step before it does. */
function onNewexten(mapping: MapperState, message: AmiMessage): void {
  onChannelActive(mapping, message)
  const uniqueid = header(message, 'Uniqueid')
  if (header(message, 'Application') === 'Queue')
    mapping.enteringQueue.set(uniqueid, header(message, 'AppData').split(',', 1)[0]!)
}
