'use client'
import { useCallback, useState } from 'react'
import { fetchWithin } from '../_shell/fetch-within.ts'
import { useRefresh } from '../_shell/use-refresh.ts'

/** How the answer to a signed link stands. */
export type LinkState<T> =
  | { readonly is: 'asking' }
  | { readonly is: 'shown'; readonly value: T }
  | { readonly is: 'refused'; readonly code: LinkRefusal }

const refusals = ['expired', 'revoked', 'not_found', 'too_fast'] as const
export type LinkRefusal = (typeof refusals)[number] | 'no_answer'

/** What the server said, or why it said nothing. */
export type LinkAnswer<T> = { ok: true; value: T } | { ok: false; code: string }

export async function askLink<T>(path: string, body?: object): Promise<LinkAnswer<T>> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  try {
    const answer = await fetchWithin(`/api/v1/links/${path}`, { cache: 'no-store', ...(body && post) })
    const value = (await answer.json()) as T & { code?: string }
    return answer.ok ? { ok: true, value } : { ok: false, code: value.code ?? 'no_answer' }
  } catch {
    return { ok: false, code: 'no_answer' }
  }
}

const refusalOf = (code: string): LinkRefusal => refusals.find((each) => each === code) ?? 'no_answer'

/** What a link opens; asked again every `everyMs` while somebody looks, and after each change. */
export function useLink<T>(path: string, everyMs: number | null) {
  const [state, setState] = useState<LinkState<T>>({ is: 'asking' })
  /** The last answer did not come: what is shown is old. */
  const [stale, setStale] = useState(false)

  const read = useCallback(async () => {
    const answer = await askLink<T>(path)
    const away = !answer.ok && refusalOf(answer.code) === 'no_answer'
    setStale(away)
    setState((before) => {
      if (answer.ok) return { is: 'shown', value: answer.value }
      return away && before.is === 'shown' ? before : { is: 'refused', code: refusalOf(answer.code) }
    })
  }, [path])

  useRefresh(read, everyMs)
  return { state, stale, read, show: (value: T) => setState({ is: 'shown', value }) }
}
