import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'

/** What an account may lack, as the class of `read` (or for `reporting` of `write`) that is to be added for it. */
export type Right = 'agent' | 'call' | 'user' | 'reporting'

/** Finds out which rights an account lacks by what never comes though other things show that it should have. */
export interface RightsWatch {
  /** A new stream begins; what was missing stays missing until it is seen. */
  connected(now: number): void
  read(message: AmiMessage, now: number): void
  /** The PBX answered a question with an error. */
  refused(action: string, text: string): void
  /** Nothing of the class `agent` came yet: the PBX is to be asked for its lists more often. */
  readonly awaitsAgent: boolean
  /** In this order: agent, call, user, reporting. */
  missing(now: number): Right[]
}

const PREFIX = 'rights:'

/** The rights that a feed's `why` names as missing. */
export function rightsOf(why: string | null): Right[] {
  if (why === null || !why.startsWith(PREFIX)) return []
  const named = why.slice(PREFIX.length).split(',')
  return ORDER.filter((right) => named.includes(right))
}

/** Messages of one call come within this time of one another. */
const SURELY_AFTER_MS = 5_000
const ORDER: readonly Right[] = ['agent', 'call', 'user', 'reporting']
/** Signs of a call in which channels must have been made or ended too. */
const CALLS_SHOW: ReadonlySet<string> = new Set(['AgentCalled', 'AgentConnect', 'QueueCallerAbandon'])
const BY_NAME: readonly [RegExp, string][] = [
  [/^(Queue(Caller|Member)\w+|Agent\w+)$/, 'agent'],
  [/^(Newchannel|Newstate|Hangup|HangupRequest|Dial(Begin|End)|Bridge\w+)$/, 'call'],
  [/^UserEvent$/, 'user'],
  [/^(VarSet|Newexten)$/, 'dialplan'],
]
const LISTED: ReadonlySet<string> = new Set(['QueueParams', 'QueueMember', 'QueueEntry', 'QueueSummary'])

/** The class of an event: the first word of its `Privilege`, else by its name. */
function classOf(message: AmiMessage): string {
  const privilege = header(message, 'Privilege')
  if (privilege !== '') return privilege.split(',', 1)[0]!
  return BY_NAME.find(([names]) => names.test(message.name))?.[1] ?? ''
}

const positionOf = (message: AmiMessage) => `${header(message, 'Context')}\n${header(message, 'Exten')}`

/** `known`: what an earlier connection found to be missing, which stays so until it is seen. */
export function createRightsWatch(known: readonly Right[] = []): RightsWatch {
  const lacking = new Set(known)
  let seen = new Set<string>()
  let connectedAt = 0
  let counted = new Map<string, number>()
  let callShownAt: number | null = null
  let dialplanSpoke = false
  /** Who waits, with the place in the dialplan from which they entered. */
  const entered = new Map<string, string>()
  /** Who left to go on in the dialplan, which the dialplan was to say something of. */
  const wentOn = new Map<string, number>()

  function saw(kind: string): void {
    seen.add(kind)
    if (kind === 'agent' || kind === 'call') lacking.delete(kind)
    if (kind !== 'user' && kind !== 'dialplan') return
    dialplanSpoke = true
    lacking.delete('user')
  }

  /** A call that the lists show though nothing was said of it while we listened. */
  function readListed(message: AmiMessage, now: number): void {
    if (seen.has('agent')) return
    if (message.name === 'QueueEntry') {
      const waitMs = (headerNumber(message, 'Wait') ?? 0) * 1_000
      if (now - waitMs > connectedAt + SURELY_AFTER_MS) lacking.add('agent')
    }
    if (message.name !== 'QueueParams') return
    const queue = header(message, 'Queue')
    const ended = (headerNumber(message, 'Completed') ?? 0) + (headerNumber(message, 'Abandoned') ?? 0)
    if (ended > (counted.get(queue) ?? ended)) lacking.add('agent')
    counted.set(queue, ended)
  }

  function readCall(message: AmiMessage, now: number): void {
    const uniqueid = header(message, 'Uniqueid')
    if (CALLS_SHOW.has(message.name)) callShownAt ??= now
    if (message.name === 'QueueCallerJoin') entered.set(uniqueid, positionOf(message))
    if (message.name === 'QueueCallerLeave') {
      // By a key the caller goes elsewhere in the dialplan, past the line that speaks.
      if (entered.get(uniqueid) === positionOf(message) && !dialplanSpoke) wentOn.set(uniqueid, now)
      entered.delete(uniqueid)
    }
    if (['AgentConnect', 'QueueCallerAbandon', 'Hangup', 'HangupRequest'].includes(message.name))
      wentOn.delete(uniqueid)
  }

  return {
    connected(now) {
      connectedAt = now
      seen = new Set()
      counted = new Map()
      callShownAt = null
      entered.clear()
      wentOn.clear()
    },
    read(message, now) {
      if (message.kind !== 'event') return
      if (message.name === 'CoreShowChannelsComplete') lacking.delete('reporting')
      if (LISTED.has(message.name)) {
        readListed(message, now)
        return
      }
      saw(classOf(message))
      readCall(message, now)
    },
    refused(action, text) {
      if (action === 'CoreShowChannels' && /permission/i.test(text)) lacking.add('reporting')
    },
    get awaitsAgent() {
      return !seen.has('agent')
    },
    missing(now) {
      const surely = now - SURELY_AFTER_MS
      if (callShownAt !== null && callShownAt <= surely && !seen.has('call')) lacking.add('call')
      for (const [uniqueid, at] of wentOn) {
        if (at > surely) continue
        wentOn.delete(uniqueid)
        if (!dialplanSpoke) lacking.add('user')
      }
      return ORDER.filter((right) => lacking.has(right))
    },
  }
}
