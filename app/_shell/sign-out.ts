import { endPush } from './push-device.ts'
import { sendJson } from './use-loaded.ts'

/** The session of this browser, or all that the person has anywhere. */
const PATHS = { here: '/session', everywhere: '/sessions' } as const

/** What the server said: done, or that it wants the password (again), or nothing that helps. */
export type SignedOut = 'done' | 'password_required' | 'wrong_password' | 'failed'

/**
 * Ends what is pushed to this device, which may be somebody else's next, and the session on the server. Unless it says
 * so, nobody is told that they are signed out while they are not.
 */
export async function signOut(
  where: keyof typeof PATHS = 'here',
  body: { password?: string } = {},
): Promise<SignedOut> {
  await endPush().catch(() => null)
  const sent = await sendJson(PATHS[where], body, 'DELETE')
  // A session that is not known any more is over, too.
  if (sent.ok || sent.status === 401) {
    location.assign('/sign-in')
    return 'done'
  }
  return sent.code === 'password_required' || sent.code === 'wrong_password' ? sent.code : 'failed'
}
