import { cast } from '../first-minute/cast.ts'
import type { ViewSession } from '../front/view-session.ts'

/** Whether the desk shows its agent as free: signed in, not away, with nobody on the line and no wrap-up. */
export async function isFreeAtDesk({
  address,
  session,
}: {
  readonly address: string
  readonly session: ViewSession
}): Promise<boolean> {
  const cookie = session.cookie()
  // Who has signed out of the page is not there.
  if (cookie === null) return false
  const answer = await fetch(`${address}/api/v1/state`, { headers: { cookie } })
  if (!answer.ok) return false
  const { rows } = (await answer.json()) as { rows: { agent?: readonly { id: string; state: string }[] } }
  return rows.agent?.find(({ id }) => id === cast.agent)?.state === 'available'
}
