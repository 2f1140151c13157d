import { holdLease } from '#store/lease.ts'
import type { Fence } from '#store/redis/appender.ts'

export interface LeaderOptions {
  readonly url: string
  readonly site: string
  readonly name: string
  readonly onFault: (error: Error) => void
}

/**
 * Runs a part in whichever process of the site holds the lease, until `signal`: `stop` is aborted when it is lost, and
 * what the part writes under its fence is refused from then on. Fails when the part does, after giving the lease back.
 */
export async function asLeader(
  options: LeaderOptions,
  part: (stop: AbortSignal, fence: Fence) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failed = Promise.withResolvers<never>()
  const stopped = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
  let term = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const lease = holdLease({
    ...options,
    onAcquired(fence) {
      const before = running
      term = new AbortController()
      const { signal: stop } = term
      running = before
        .then(() => (stop.aborted ? undefined : part(stop, fence)))
        .then(
          () => (stop.aborted ? undefined : failed.reject(new Error(`${options.name} ended by itself`))),
          (error) => (stop.aborted ? options.onFault(error) : failed.reject(error)),
        )
    },
    onLost: () => term.abort(),
  })
  try {
    if (!signal.aborted) await Promise.race([stopped, failed.promise])
  } finally {
    await lease.stop()
    await running
  }
}
