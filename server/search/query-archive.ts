import type { ArchiveState } from '#core/api/found.ts'

/** What the archive said; `away`: it did not answer, or not in time, and what is live must do. */
export interface FromArchive<T> {
  readonly state: ArchiveState
  readonly value: T
}

/** People wait for what they type: so long for the archive, and then for what is live alone. */
const WITHIN_MS = 2_000

/** Asks the archive; where it is away, gives `otherwise`, and the fault is told. */
export async function queryArchive<T>(
  ask: () => Promise<T>,
  otherwise: T,
  onFault: (error: Error) => void,
): Promise<FromArchive<T>> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('the archive does not answer in time')), WITHIN_MS)
  const asked = ask()
  try {
    return { state: 'here', value: await Promise.race([asked, late.promise]) }
  } catch (error) {
    // What comes of it after that is nobody's answer any more.
    asked.catch(() => undefined)
    onFault(error as Error)
    return { state: 'away', value: otherwise }
  } finally {
    clearTimeout(timer)
  }
}
