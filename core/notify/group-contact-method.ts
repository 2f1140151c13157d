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
