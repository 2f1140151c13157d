import { setTimeout as wait } from 'node:timers/promises'
import type { Env } from '#platform/env.ts'

/** Where this machine itself reaches the server. */
export function localAddress(env: Env): string {
  const host = env.host === '0.0.0.0' ? '127.0.0.1' : env.host === '::' ? '[::1]' : env.host
  return `http://${host}:${env.port}`
}

const TELL_EVERY_MS = 5_000
/** A start that is nobody's business tells only what lasts. */
export const TELL_LATE_MS = 20_000

/** Waits until /readyz says that all is well; tells every few seconds what is not. */
export async function untilReady(
  env: Env,
  say: (line: string) => void,
  tellAfterMs = TELL_EVERY_MS,
): Promise<void> {
  let tellAt = performance.now() + tellAfterMs
  for (;;) {
    const answer = await askReady(env)
    if (answer === null) return
    if (performance.now() > tellAt) {
      say(`Not ready yet: ${answer}`)
      tellAt = performance.now() + TELL_EVERY_MS
    }
    await wait(50)
  }
}

/** Null: ready. */
async function askReady(env: Env): Promise<string | null> {
  try {
    const answer = await fetch(`${localAddress(env)}/readyz`)
    return answer.ok ? null : await answer.text()
  } catch (error) {
    // The server is just being started again: it is asked once more.
    return (error as Error).message
  }
}
