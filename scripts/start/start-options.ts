import type { Env } from '#platform/env.ts'
import type { ChildProcessSpec } from './child-process.ts'
import type { ClockStartOptions } from './clock-record.ts'

export interface StartOptions {
  readonly variables: NodeJS.ProcessEnv
  /** More parts that start once the server can serve, such as the demo's feeds. */
  more(env: Env, environment: NodeJS.ProcessEnv): ChildProcessSpec[]
  /** Told to stop; not given: at Ctrl-C, SIGTERM or SIGHUP. */
  readonly stop?: AbortSignal
  /** Neither the addresses and first secrets nor the stop are told: who starts it tells what there is to see. */
  readonly isQuiet?: boolean
  /** Of a demo: its clock's speed may change while it runs. */
  readonly steered?: ClockStartOptions['steered']
}
