import { flushCompileCache } from 'node:module'

/** Tells the supervisor of processes, if one started this process, that it can serve. */
export function announceReady(): void {
  process.send?.({ ready: true })
  // Now, for a process that is killed cannot: the next one starts with what this one has compiled.
  flushCompileCache()
}
