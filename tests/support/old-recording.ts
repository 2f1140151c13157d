import type { RecordedLine } from '#server/connectors/asterisk/recording.ts'

type Headers = [string, string][]

/** What Asterisk 11 has no header for. */
const UNKNOWN = new Set(
  [
    ...[
      'Linkedid',
      'Language',
      'AccountCode',
      'Context',
      'Exten',
      'Priority',
      'ChannelState',
      'ChannelStateDesc',
    ],
    ...['LastPause', 'InCall', 'LoginTime', 'Ringinuse', 'Wrapuptime', 'StateInterface', 'ListItems'],
  ].map((name) => name.toLowerCase()),
)

const AGENT_EVENTS = new Set(['AgentConnect', 'AgentComplete', 'AgentRingNoAnswer', 'AgentDump'])
const SAME = new Set([
  ...['QueueCallerAbandon', 'Hangup', 'HangupRequest', 'SoftHangupRequest', 'UserEvent', 'FullyBooted'],
  ...['QueueParams', 'QueueMember', 'QueueEntry', 'QueueStatusComplete', 'CoreShowChannel'],
  ...['CoreShowChannelsComplete', 'QueueSummary', 'QueueSummaryComplete'],
])

/** The recording as Asterisk 11 would have sent it: its events' names and headers, and nothing of what it did not have. */
export function asAsterisk11(lines: readonly RecordedLine[]): RecordedLine[] {
  return lines.flatMap((line): RecordedLine[] => {
    if (!('raw' in line)) return [line]
    if (!line.raw.startsWith('Event: '))
      return [
        { at: line.at, raw: line.raw.replace(/^Asterisk Call Manager\/.*/, 'Asterisk Call Manager/1.3') },
      ]
    const headers = line.raw
      .trimEnd()
      .split('\r\n')
      .map((text): [string, string] => [
        text.slice(0, text.indexOf(':')),
        text.slice(text.indexOf(':') + 1).trimStart(),
      ])
    const old = inOldNames(headers)
    if (old === null) return []
    return [{ at: line.at, raw: `${old.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n` }]
  })
}

function inOldNames(headers: Headers): Headers | null {
  const get = (name: string): string => headers.find(([key]) => key === name)?.[1] ?? ''
  const own = (...also: string[]): Headers =>
    headers
      .slice(1)
      .filter(
        ([name]) => !UNKNOWN.has(name.toLowerCase()) && !name.startsWith('Dest') && !also.includes(name),
      )
  const event = get('Event')
  if (event === 'QueueCallerJoin') return [['Event', 'Join'], ...own()]
  if (event === 'QueueCallerLeave') return [['Event', 'Leave'], ...own()]
  if (event === 'AgentCalled')
    return [
      ['Event', 'AgentCalled'],
      ['AgentCalled', get('Interface')],
      ['AgentName', get('MemberName')],
      ['ChannelCalling', get('Channel')],
      ['DestinationChannel', get('DestChannel')],
      ...own('Channel', 'Interface', 'MemberName'),
    ]
  if (AGENT_EVENTS.has(event)) return oldAgentEvent(event, get, own('Channel', 'Interface'))
  if (event === 'QueueMemberPause')
    return [
      ['Event', 'QueueMemberPaused'],
      ['Location', get('Interface')],
      ['Reason', get('PausedReason')],
      ...own('Interface', 'PausedReason'),
    ]
  if (event.startsWith('QueueMember') && event !== 'QueueMember')
    return [['Event', event], ['Location', get('Interface')], ...own('Interface')]
  if (event === 'BlindTransfer')
    return [
      ['Event', 'Transfer'],
      ['TransferType', 'Blind'],
      ['Uniqueid', get('TransfererUniqueid')],
      ['TargetUniqueid', get('TransfereeUniqueid')],
      ['TransferExten', get('Extension')],
    ]
  if (event === 'DialBegin')
    return [
      ['Event', 'Dial'],
      ['SubEvent', 'Begin'],
      ['Channel', get('Channel')],
      ['Destination', get('DestChannel')],
      ['UniqueID', get('Uniqueid')],
      ['DestUniqueID', get('DestUniqueid')],
    ]
  return SAME.has(event) ? [['Event', event], ...own()] : null
}

/** Their Channel is the agent's in AgentConnect and the caller's in AgentRingNoAnswer. */
function oldAgentEvent(event: string, get: (name: string) => string, own: Headers): Headers {
  const channel = event === 'AgentRingNoAnswer' || event === 'AgentDump' ? get('Channel') : get('DestChannel')
  const bridged: Headers = event === 'AgentConnect' ? [['BridgedChannel', get('DestUniqueid')]] : []
  return [['Event', event], ['Member', get('Interface')], ['Channel', channel], ...bridged, ...own]
}
