/** Ends the session on the server; the way leads to the sign-in page also where the server did not answer. */
export async function signOut(): Promise<void> {
  await fetch('/api/v1/session', { method: 'DELETE' }).catch(() => null)
  location.assign('/sign-in')
}
