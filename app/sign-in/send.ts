import { fetchWithin } from '../_shell/fetch-within.ts'

export type SignInAnswer =
  | { ok: true }
  | { ok: false; status: number; code: string; retryAfterSec: number | null }

/** Longer than the server lets anybody wait for their turn. */
const IN_LINE_MS = 45_000
/** How often one stands in line anew: some five minutes. */
const MOST_TURNS = 12

/** One POST of sign-in, with the code of its refusal; 0 stands for a server that does not answer. */
export async function send(
  path: string,
  body: Record<string, unknown>,
  withinMs?: number,
): Promise<SignInAnswer> {
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  try {
    const answer = await fetchWithin(path, json, withinMs)
    if (answer.ok) return { ok: true }
    const wait = Number(answer.headers.get('retry-after'))
    const { code = '' }: { code?: string } = await answer.json().catch(() => ({}))
    return { ok: false, status: answer.status, code, retryAfterSec: wait > 0 ? wait : null }
  } catch {
    return { ok: false, status: 0, code: '', retryAfterSec: null }
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/**
 * A password is looked at when its turn comes, which may last while many sign in: who found no turn stands in line
 * anew, not all at the same moment.
 */
export async function sendInTurn(path: string, body: Record<string, unknown>): Promise<SignInAnswer> {
  for (let turn = 1; ; turn++) {
    const sent = await send(path, body, IN_LINE_MS)
    if (sent.ok || sent.code !== 'busy' || turn === MOST_TURNS) return sent
    await pause((sent.retryAfterSec ?? 1) * 1_000 * (1 + Math.random() / 2))
  }
}

/** Where to go after signing in: the whole address of a page of `origin`, read as the browser itself reads it. */
export function nextAddress(search: string, origin: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/'
  const address = next.startsWith('/') && URL.canParse(next, origin) ? new URL(next, origin) : null
  return address?.origin === origin ? address.href : `${origin}/`
}
