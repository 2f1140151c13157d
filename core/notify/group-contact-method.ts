import type { ContactMethod } from './notification.ts'

/** How the ids of groups begin, where one address names a person as well as a group. */
const GROUPS: Readonly<Partial<Record<ContactMethod['channel'], RegExp>>> = {
  line: /^[CR]/,
  slack: /^[CG]/,
  feishu: /^oc_/,
}

/** Whether a whole group reads what is sent on a way: a robot's, or one whose address is a group. */
export const isGroupContactMethod = ({ channel, address }: ContactMethod): boolean =>
  address === null || GROUPS[channel]?.test(address) === true

/**
 * Whether a group presses the buttons of what is sent on a way, so that whoever is signed in presses for themselves. A
 * program is sent a link for whom it will, and says itself what it does with it.
 */
export const isPressedByGroup = (way: ContactMethod): boolean =>
  way.channel !== 'webhook' && isGroupContactMethod(way)
