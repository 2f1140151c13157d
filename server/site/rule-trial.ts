import { Worker } from 'node:worker_threads'
import type { TrialMessage, TrialOutcome, TrialRequest } from './rule-trial-thread.ts'

export type TrialAnswer =
  | ({ readonly ok: true } & TrialOutcome)
  /** Another is being tried; it took longer than anybody waits, or more memory than it may; the archive cannot be read. */
  | { readonly ok: false; readonly code: 'busy' | 'too_long' | 'too_many_events' | 'archive_away' }

/** Tries rules on what has happened, one at a time and in a thread of its own, so that no wall waits for it. */
export interface RuleTrial {
  try(asked: Omit<TrialRequest, 'databaseUrl'>): Promise<TrialAnswer>
  close(): void
}

export interface RuleTrialOptions {
  readonly databaseUrl: string
  /** Told why the archive could not be read. */
  readonly onFault: (error: Error) => void
  /** The memory of the thread, MB; not given: 1,536. */
  readonly memoryMb?: number
}

const WITHIN_MS = 60_000
/** The 300,000 events that are looked at, and the two floors that they are folded on, beside a server that goes on. */
const MEMORY_MB = 1_536

const isOutOfMemory = (error: Error & { code?: string }) => error.code === 'ERR_WORKER_OUT_OF_MEMORY'

export function createRuleTrial({ databaseUrl, onFault, memoryMb = MEMORY_MB }: RuleTrialOptions): RuleTrial {
  let running: Worker | null = null

  function ended(message: TrialMessage): TrialAnswer {
    if (message.ok) return message
    onFault(new Error(`a rule could not be tried: ${message.reason}`))
    return { ok: false, code: message.code }
  }

  return {
    async try(asked) {
      if (running !== null) return { ok: false, code: 'busy' }
      const workerData: TrialRequest = { ...asked, databaseUrl }
      const worker = new Worker(new URL('./rule-trial-thread.ts', import.meta.url), {
        workerData,
        resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      })
      running = worker
      const { promise, resolve, reject } = Promise.withResolvers<TrialAnswer>()
      const late = setTimeout(() => resolve({ ok: false, code: 'too_long' }), WITHIN_MS)
      worker.once('message', (message: TrialMessage) => resolve(ended(message)))
      worker.once('error', (error) =>
        isOutOfMemory(error) ? resolve({ ok: false, code: 'too_many_events' }) : reject(error),
      )
      worker.once('exit', () => reject(new Error('the trial of a rule ended without an outcome')))
      try {
        return await promise
      } finally {
        clearTimeout(late)
        running = null
        await worker.terminate()
      }
    },
    close() {
      void running?.terminate()
    },
  }
}
