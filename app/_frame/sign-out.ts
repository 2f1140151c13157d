import { endPush } from './push-device.ts'

/**
 * Ends what is pushed to this device, which may be somebody else's next, and the session on the server; the way leads
 * to the sign-in page also where the server did not answer.
 */
export async function signOut(): Promise<void> {
  await endPush().catch(() => null)
  await fetch('/api/v1/session', { method: 'DELETE' }).catch(() => null)
  location.assign('/sign-in')
}
