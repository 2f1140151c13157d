import { hash128 } from '#core/collections/hash128.ts'
import type { Notification } from '#core/notify/notification.ts'
import { type DeliveryChannel, failed, refused, type Sent, sent } from './channel.ts'
import { type AmiAccount, longestPhoneCallMs, phoneByAmi } from './outgoing/ami-phone-call.ts'
import type { PhoneCallResult } from './outgoing/follow-phone-call.ts'

export interface PhoneContext {
  /** How the PBX of a feed is reached; null: the site file has no such feed, or its secret is not known. */
  readonly account: (feed: string) => Promise<AmiAccount | null>
  /** A key was pressed: the one who was rung takes it. */
  readonly onTaken: (notification: Notification) => void
}

export interface PhoneChannel extends DeliveryChannel<'phone'> {
  close(): void
}

const TAKING_KEY = '1'
const EXTENSION = /^[\w+*#-]{1,40}$/

/**
 * The PBX itself: an extension is rung, the dialplan plays a prompt, and a key takes what it is about. Told is who
 * presses a key, as the dialplan itself says: a mailbox presses none. One who does not is not rung again by itself, so
 * that the next is called at once.
 */
export function createPhoneChannel({ account, onTaken }: PhoneContext): PhoneChannel {
  const open = new Set<() => void>()
  return {
    kind: 'phone',
    longestMs: ({ ringSec }) => longestPhoneCallMs(ringSec * 1_000),
    async send({ notification, target, words }) {
      const { address } = notification.way
      if (address === null || !EXTENSION.test(address)) return refused('the way has no extension')
      const pbx = await account(target.feed)
      if (pbx === null) return refused(`the PBX of the feed ${target.feed} is not known`)
      const call = phoneByAmi(
        pbx,
        {
          id: hash128(notification.id),
          channel: target.channel.replaceAll('{address}', address),
          ...{ callerId: target.callerId, context: target.context, ringMs: target.ringSec * 1_000 },
          variables: {
            HUIYIN_PROMPT: target.prompt,
            HUIYIN_LANGUAGE: words.language,
            HUIYIN_COUNT: String(countOf(notification)),
          },
        },
        (key) => {
          if (key === TAKING_KEY) onTaken(notification)
        },
      )
      open.add(call.end)
      call.ended.then(() => open.delete(call.end))
      return readCalled(await call.called)
    },
    close() {
      for (const end of open) end()
    },
  }
}

/** How many alerts the call is about; a test, or anything but alerts, is one. */
const countOf = ({ counts }: Notification) => Math.max(1, counts.critical + counts.warning + counts.info)

function readCalled(called: PhoneCallResult): Sent {
  switch (called.is) {
    case 'answered':
      return sent()
    case 'unanswered':
      return refused(called.reason, 'reader')
    case 'refused':
      return refused(called.reason)
    case 'unreachable':
      return failed(called.reason)
    default:
      return called satisfies never
  }
}
