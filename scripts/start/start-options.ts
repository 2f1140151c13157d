import type { Env } from '#platform/env.ts'
import type { ChildProcessSpec } from './child-process.ts'

export interface StartOptions {
  readonly variables: NodeJS.ProcessEnv
  /** More parts that start once the server can serve, such as the demo's feeds. */
  more(env: Env, environment: NodeJS.ProcessEnv): ChildProcessSpec[]
}
