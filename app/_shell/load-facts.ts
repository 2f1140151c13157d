import type { PeopleFacts, SiteFacts, SiteHeader } from '#core/site/site-facts.ts'
import type { Language, Role } from '#core/site/site-schema.ts'
import { fetchWithin } from './fetch-within.ts'

/** Whether somebody must do something on the sign-in page before anything else is open to them. */
export const mustDoFirst = (me: Me | null): boolean =>
  me?.mustChangePassword === true || me?.mustSetUpSecondFactor === true

/** Who looks at the screen (`GET /api/v1/me`). */
export interface Me {
  id: string
  name: string
  role: Role
  agent: string | null
  team: string | null
  language?: Language | null
  mustChangePassword?: boolean
  mustSetUpSecondFactor?: boolean
  /** The walls that they may look at. */
  boards?: { id: string; name: string }[]
}

export type Facts = SiteHeader & Partial<SiteFacts> & Partial<PeopleFacts>

export type Loaded<T> = { ok: true; value: T } | { ok: false; status: number }

/** One GET of our own interface; 0 stands for a server that does not answer. */
export async function load<T>(path: string, token: string | null): Promise<Loaded<T>> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  try {
    const answer = await fetchWithin(path, { headers, cache: 'no-store' })
    if (!answer.ok) return { ok: false, status: answer.status }
    return { ok: true, value: (await answer.json()) as T }
  } catch {
    return { ok: false, status: 0 }
  }
}

export async function loadFacts(token: string | null): Promise<Loaded<Facts>> {
  return load<Facts>('/api/v1/site', token)
}

type AnybodyKnown = (Me & { kind: 'person' | 'token' }) | { kind: 'screen' }

/** Who looks; a paired screen is nobody. */
export async function loadMe(token: string | null): Promise<Loaded<Me | null>> {
  const found = await load<AnybodyKnown>('/api/v1/me', token)
  if (!found.ok) return found
  return { ok: true, value: found.value.kind === 'screen' ? null : found.value }
}
