import { isDeepStrictEqual } from 'node:util'
import type { MachineNote } from '#core/machine/machine-note.ts'

/** What is weak of a site's secrets, as notes that are kept fresh: passwords are chosen and tokens replaced elsewhere. */
export interface WeakSecretsWatch {
  notes(): readonly MachineNote[]
  stop(): void
}

export interface WatchOptions {
  readonly read: () => Promise<readonly MachineNote[]>
  readonly onChange: () => void
  /** Told when they cannot be read; the notes of before stay. */
  readonly onFault: (error: Error) => void
  readonly everyMs?: number
}

const EVERY_MS = 10_000

export function watchWeakSecrets({
  read,
  onChange,
  onFault,
  everyMs = EVERY_MS,
}: WatchOptions): WeakSecretsWatch {
  let notes: readonly MachineNote[] = []
  let isBlind = false

  async function look(): Promise<void> {
    try {
      const now = await read()
      isBlind = false
      if (isDeepStrictEqual(now, notes)) return
      notes = now
      onChange()
    } catch (error) {
      // A database that is away is said by others all the while.
      if (!isBlind) onFault(new Error('weak secrets cannot be looked for', { cause: error }))
      isBlind = true
    }
  }

  void look()
  const timer = setInterval(look, everyMs)
  timer.unref()
  return { notes: () => notes, stop: () => clearInterval(timer) }
}
