import { vi } from 'vitest'
import { type AuditScene, type SceneAnswer, type SceneCaller, TEST_TOKENS } from './scene.ts'

/** What an act is to leave on record. */
export interface Left {
  readonly who: string
  readonly subject: string | RegExp | null
  /** Null: nobody asked from outside; not given: from the address of the scene. */
  readonly from?: null
  /** What it was done with, and what it gave, that must stand nowhere in the record. */
  readonly secrets?: readonly string[]
}

/** Does an act as it is done, and says what it is to leave on record. */
export type Does = (scene: AuditScene) => Promise<Left>

export const OPS: SceneCaller = { token: TEST_TOKENS.ops }
export const CHECKS: SceneCaller = { token: TEST_TOKENS.checks }

/** Waits for a state, however slow the machine is. */
export const eventually = <T>(look: () => T | Promise<T>) =>
  vi.waitFor(look, { timeout: 30_000, interval: 25 })

let serial = 0
/** A name that nothing else of the run has. */
export const unused = (prefix: string) => `${prefix}${++serial}`

export async function must(asked: Promise<SceneAnswer>, status = 200): Promise<SceneAnswer> {
  const answer = await asked
  if (answer.status !== status)
    throw new Error(`answered ${answer.status} ${JSON.stringify(answer.body)}, and not ${status}`)
  return answer
}
