import { expect } from 'vitest'
import { openScreen } from './live-screen.ts'

/** What a person or a script sends until it is told to wait, each with a token whose share nobody else uses. */

const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
})

/** Commands over a socket, at last too many. */
export async function commandTooOften(url: string, token: string, more: object = {}): Promise<void> {
  const screen = openScreen(url, { token, view: 'alerts' })
  await screen.until(({ fulls }) => fulls > 0)
  const answers = []
  for (let index = 0; index < 5; index++) {
    const named = { id: `c${index}`, name: 'alert.ack', subject: 'none', ...more }
    answers.push(await screen.command({ ...named, subject: `${named.subject}-${index}` }))
  }
  screen.close()
  expect(answers.at(-1)).toMatchObject({ ok: false, code: 'too_fast' })
}

/** Whatever changes something by HTTP is of one share: the fourth of four ways is refused, and so is the first again. */
export async function writeTooOften(url: string, token: string): Promise<void> {
  const ways = ['alerts/none/ack', 'duty/none', 'handovers', 'actions', 'case-ids', 'alerts/snooze']
  const statuses: number[] = []
  for (const way of ways) {
    const options = { method: 'POST', headers: headersOf(token), body: '{}' }
    const answer = await fetch(`${url}/api/v1/${way}`, options)
    statuses.push(answer.status)
    expect(Number(answer.headers.get('retry-after')) > 0).toBe(answer.status === 429)
  }
  expect(statuses.map((status) => status === 429)).toEqual([false, false, false, true, true, true])
}

/** Acts about very many alerts count as many. */
export async function writeMuchAtOnce(url: string, token: string): Promise<void> {
  const each = Array.from({ length: 40 }, (_, index) => ({ subject: `none-${index}` }))
  const options = { method: 'POST', headers: headersOf(token), body: JSON.stringify({ each }) }
  const send = async () => (await fetch(`${url}/api/v1/alerts/ack`, options)).status
  expect([await send(), await send()]).toEqual([200, 429])
}

/** A screen that asks for one view after the other. */
export async function watchTooOften(url: string, token: string): Promise<void> {
  const screen = openScreen(url, { token, view: 'alerts' })
  await screen.until(({ fulls }) => fulls > 0)
  const watch = () => screen.socket.timeout(5_000).emitWithAck('watch', { view: 'alerts' })
  const answers = []
  for (let index = 0; index < 5; index++) answers.push(await watch())
  screen.close()
  expect(answers.at(-1)).toEqual({ ok: false, code: 'too_fast' })
}

/** More reports than may wait for their turn. */
export async function reportTooOften(url: string, token: string): Promise<void> {
  const query = 'of=queue&id=sales&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z'
  const ask = () => fetch(`${url}/api/v1/intervals/entries?${query}`, { headers: headersOf(token) })
  const answers = await Promise.all(Array.from({ length: 20 }, ask))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]))
}

/** As who tries out the digits of a number that are masked. */
export async function searchTooOften(url: string, token: string): Promise<void> {
  const statuses: number[] = []
  for (let digits = 1_000; digits < 1_006; digits++) {
    const body = JSON.stringify({ q: String(digits) })
    const options = { method: 'POST', headers: headersOf(token), body }
    statuses.push((await fetch(`${url}/api/v1/search`, options)).status)
  }
  expect(statuses.at(-1)).toBe(429)
}
