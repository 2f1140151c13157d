import { fetchWithin } from './fetch-within.ts'
import { endPush } from './push-device.ts'

/** The session of this browser, or all that the person has anywhere. */
const PATHS = { here: '/api/v1/session', everywhere: '/api/v1/sessions' } as const

/**
 * Ends what is pushed to this device, which may be somebody else's next, and the session on the server. False: the
 * server did not say that it has ended; nobody is told that they are signed out while they are not.
 */
export async function signOut(where: keyof typeof PATHS = 'here'): Promise<boolean> {
  await endPush().catch(() => null)
  const answer = await fetchWithin(PATHS[where], { method: 'DELETE' }).catch(() => null)
  // A session that is not known any more is over, too.
  if (answer === null || !(answer.ok || answer.status === 401)) return false
  location.assign('/sign-in')
  return true
}
