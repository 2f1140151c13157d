/** What QUEUESTATUS says of a caller that was in the queue. */
const OUTCOMES = {
  TIMEOUT: 'timeout',
  LEAVEEMPTY: 'empty',
  LEAVEUNAVAIL: 'empty',
  WITHDRAW: 'withdrawn',
  CONTINUE: 'other',
} as const

/** What it says of one that never came in. */
const REFUSALS = { JOINEMPTY: 'empty', JOINUNAVAIL: 'empty', FULL: 'full' } as const

/** The reason of `contact.left`; a word that we do not know is `other`. */
export function outcomeOfStatus(status: string): 'timeout' | 'empty' | 'withdrawn' | 'other' {
  return Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status as keyof typeof OUTCOMES] : 'other'
}

export function refusalOfStatus(status: string): 'empty' | 'full' | null {
  return Object.hasOwn(REFUSALS, status) ? REFUSALS[status as keyof typeof REFUSALS] : null
}
