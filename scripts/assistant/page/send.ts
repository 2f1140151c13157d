import { showFault } from './elements.ts'
import { t } from './words.ts'

let code = ''

export function keepCode(typed: string): void {
  code = typed
}

/** Asks the assistant one step's question; null: it refused, and why is said on the page. */
export async function ask<T>(step: string, body: object = {}): Promise<T | null> {
  try {
    const answer = await fetch(`/assistant/${step}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-assistant-code': code },
      body: JSON.stringify(body),
    })
    const said = (await answer.json()) as { ok: boolean; key?: string; values?: Record<string, unknown> }
    if (said.ok) return said as T
    showFault(t(`fault.${said.key}`, said.values))
  } catch {
    showFault(t('fault.noAnswer'))
  }
  return null
}

/** One request to Huiyin itself, once it runs; null: it does not answer, or not so. */
export async function askServer(path: string, body?: object): Promise<unknown> {
  try {
    const answer = await fetch(`/api/v1${path}`, {
      cache: 'no-store',
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    return answer.ok ? ((await answer.json()) as unknown) : null
  } catch {
    return null
  }
}
