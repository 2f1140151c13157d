import { fetchWithin } from '../_frame/fetch-within.ts'

export type Sent = { ok: true } | { ok: false; status: number; code: string; retryAfterSec: number | null }

/** One POST of sign-in, with the code of its refusal; 0 stands for a server that does not answer. */
export async function send(path: string, body: Record<string, unknown>): Promise<Sent> {
  try {
    const answer = await fetchWithin(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.ok) return { ok: true }
    const wait = Number(answer.headers.get('retry-after'))
    const { code = '' }: { code?: string } = await answer.json().catch(() => ({}))
    return { ok: false, status: answer.status, code, retryAfterSec: wait > 0 ? wait : null }
  } catch {
    return { ok: false, status: 0, code: '', retryAfterSec: null }
  }
}

/** Where to go after signing in: only to a page of our own. */
export function nextAddress(search: string): string {
  const next = new URLSearchParams(search).get('next')
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}
