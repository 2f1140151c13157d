import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processIdentity } from './process-identity.ts'

/** One `npm start` at a time on a data folder: two Redis servers on one file would ruin it. */
export type DataLock =
  /** `stopping`: whoever starts next waits for the end of this one, and is not refused. */
  { ok: true; stopping(): void; release(): void } | { ok: false; pid: number }

interface Holder {
  readonly supervisor: string
  /** Still ending the parts of a supervisor that was killed: its data is in use until it is done. */
  readonly guard: string
  readonly isStopping?: true
}

const GUARD_WAIT_MS = 40_000

/** Takes the lock for this process and its guard. A holder that is gone does not count; one that stops is waited for, and its guard. */
export async function lockData(dataDir: string, guardPid: number): Promise<DataLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const file = join(dataDir, 'lock')
  const mine: Holder = { supervisor: processIdentity(process.pid)!, guard: processIdentity(guardPid)! }
  const giveUpAt = performance.now() + GUARD_WAIT_MS
  for (;;) {
    if (write(file, mine))
      return {
        ok: true,
        stopping: () => noteStopping(file, mine),
        release: () => rmSync(file, { force: true }),
      }
    const holder = read(file)
    if (holder === null) continue
    const inUse = [holder.supervisor, holder.guard].find(isAlive)
    if (inUse === undefined) rmSync(file, { force: true })
    else {
      const isKept = inUse === holder.supervisor && holder.isStopping !== true
      if (isKept || performance.now() > giveUpAt) return { ok: false, pid: pidOf(inUse) }
      await wait(100)
    }
  }
}

const pidOf = (identity: string) => Number(identity.split(' ')[0])
const isAlive = (identity: string) => processIdentity(pidOf(identity)) === identity

function noteStopping(file: string, holder: Holder): void {
  try {
    writeFileSync(file, JSON.stringify({ ...holder, isStopping: true }))
  } catch {
    // No room for it: then whoever starts meanwhile is refused, as if this one went on.
  }
}

function write(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Null: just released, or being written at this moment. */
function read(file: string): Holder | null {
  try {
    const text = readFileSync(file, 'utf8')
    return text === '' ? null : (JSON.parse(text) as Holder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
