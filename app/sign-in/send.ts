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

/** Where to go after signing in: the whole address of a page of `origin`, read as the browser itself reads it. */
export function nextAddress(search: string, origin: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/'
  const address = next.startsWith('/') && URL.canParse(next, origin) ? new URL(next, origin) : null
  return address?.origin === origin ? address.href : `${origin}/`
}
