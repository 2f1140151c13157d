import type { Site } from '../site/site-schema.ts'
import type { ContactMethod, NotificationOutcome } from './notification.ts'

/**
 * Whether a message on a way can be changed after it was sent, so that more of the same case is no new message: a phone's
 * notification is replaced, apps of Feishu and Slack edit what they wrote; robots, mail and calls only say more.
 */
export function editsInPlace(
  { channel, target, address }: ContactMethod,
  targets: Site['alerts']['targets'],
): boolean {
  if (channel === 'app' || channel === 'push') return true
  if (channel === 'slack') return address !== null
  const config = targets.find(({ id }) => id === target)
  return config?.kind === 'feishu' && config.appId !== undefined
}

const CHATS: ReadonlySet<ContactMethod['channel']> = new Set([
  'feishu',
  'dingtalk',
  'wecom',
  'line',
  'slack',
  'teams',
])

/** Whether a message that cannot be changed is followed by one line that says who has it: in chats, where it is of use. */
export const isFollowed = ({ channel }: ContactMethod, { is }: NotificationOutcome): boolean =>
  is !== 'over' && CHATS.has(channel)
