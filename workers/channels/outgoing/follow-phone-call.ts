import { type AmiMessage, header } from '#protocols/ami/message.ts'

/** How an alert call went. */
export type PhoneCallResult =
  /** Somebody heard the prompt: they pressed a key. */
  | { readonly is: 'answered'; readonly key: string }
  /** It rang, and nobody is known to have heard it. */
  | { readonly is: 'unanswered'; readonly reason: string }
  /** The PBX does not do it. */
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'unreachable'; readonly reason: string }

/** What a message of the PBX tells of the call. */
export interface PhoneCallStep {
  /** Null: it is not known yet, or was before. */
  readonly called: PhoneCallResult | null
  readonly key: string | null
  /** Something answered: a person, or a mailbox. */
  readonly answered: boolean
  /** Nothing more will come. */
  readonly over: boolean
}

const NOTHING: PhoneCallStep = { called: null, key: null, answered: false, over: false }

const REASONS: Readonly<Record<string, string>> = {
  '0': 'the call failed: there is no such extension, or the phone rejected it',
  '1': 'hung up',
  '3': 'nobody answered',
  '5': 'busy',
  '8': 'the call failed: no line is free, or the phone cannot be reached',
}
const MAILBOX = 'no phone answered, but something else did, such as a mailbox'
const NO_KEY = 'answered, but no key was pressed: it may have been a mailbox'
const HUNG_UP = 'answered, and hung up before a key was pressed'

/**
 * Follows an alert call by what the PBX says. That somebody heard it is what the dialplan's own event says, with a key:
 * a mailbox answers too, and presses none.
 */
export function followPhoneCall(id: string): (message: AmiMessage) => PhoneCallStep {
  const legs = createLegs()
  let channel: string | null = null
  let settled = false

  function settle(called: PhoneCallResult, step: Partial<PhoneCallStep> = {}): PhoneCallStep {
    const first = !settled
    settled = true
    return { ...NOTHING, ...step, called: first ? called : null }
  }

  function onOriginated(message: AmiMessage): PhoneCallStep {
    if (header(message, 'Response') !== 'Success') {
      const reason = header(message, 'Reason')
      const why = REASONS[reason] ?? `the call failed (reason ${reason})`
      return settle({ is: 'unanswered', reason: why }, { over: true })
    }
    channel = header(message, 'Uniqueid')
    if (legs.allRefused(channel)) return settle({ is: 'unanswered', reason: MAILBOX }, { answered: true })
    return { ...NOTHING, answered: true }
  }

  function onKey(message: AmiMessage): PhoneCallStep {
    const key = header(message, 'Key')
    if (key === '') return settle({ is: 'unanswered', reason: NO_KEY }, { over: true })
    return settle({ is: 'answered', key }, { key, over: true })
  }

  return (message) => {
    switch (message.name) {
      case 'OriginateResponse':
        // Every connection hears the answers to every action.
        return header(message, 'ActionID') === id ? onOriginated(message) : NOTHING
      case 'UserEvent':
        return header(message, 'UserEvent') === 'HuiyinAlert' && header(message, 'Telling') === id
          ? onKey(message)
          : NOTHING
      case 'DialEnd':
        legs.ended(message)
        return channel !== null && !settled && legs.allRefused(channel)
          ? settle({ is: 'unanswered', reason: MAILBOX })
          : NOTHING
      case 'Hangup':
        return channel !== null && header(message, 'Uniqueid') === channel
          ? settle({ is: 'unanswered', reason: HUNG_UP }, { over: true })
          : NOTHING
      default:
        return NOTHING
    }
  }
}

/** The phones that calls rang by way of the dialplan, and whether one of them answered. */
function createLegs() {
  const answered = new Set<string>()
  const refused = new Set<string>()
  return {
    ended(message: AmiMessage): void {
      const call = header(message, 'DestLinkedid')
      // The call's own first channel is no phone that the dialplan rang.
      if (call === '' || header(message, 'DestUniqueid') === call) return
      const status = header(message, 'DialStatus')
      if (status === 'ANSWER') answered.add(call)
      // One that was called off rang beside another that answered.
      else if (status !== 'CANCEL') refused.add(call)
    },
    allRefused: (call: string) => refused.has(call) && !answered.has(call),
  }
}
