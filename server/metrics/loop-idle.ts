import { performance } from 'node:perf_hooks'

/** It is looked at no more often: over less, one request more or less would seem to be much. */
const LOOK_MS = 500

/** Gives how many ms of a second this process's loop had nothing to do, as it was of late. */
export function createLoopIdle(
  look: () => { readonly idle: number; readonly active: number } = performance.eventLoopUtilization,
): () => number {
  let last = look()
  let idleMs = 0
  return () => {
    const current = look()
    const [idle, active] = [current.idle - last.idle, current.active - last.active]
    if (idle + active < LOOK_MS) return idleMs
    last = current
    idleMs = (1_000 * idle) / (idle + active)
    return idleMs
  }
}
