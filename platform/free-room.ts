import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { MachineNote } from '#core/machine/machine-note.ts'

/** PostgreSQL asks for its log in pieces of 16 MB; with less than that it ends. */
const FULL_BYTES = 17_000_000
const LOW_BYTES = 1_000_000_000
const LOW_SHARE = 0.1
/** On a large disk a tenth is plenty. */
const PLENTY_BYTES = 20_000_000_000

export interface Room {
  readonly freeBytes: number
  readonly totalBytes: number
}

/** The room that the data folder has, or the folder above it that is there already. Throws if it cannot be asked. */
export function roomOf(dataDir: string): Room {
  let there = dataDir
  while (!existsSync(there)) there = dirname(there)
  const { bavail, blocks, bsize } = statfsSync(there)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

/** What is to be said of it: none, or little, which is less than 1 GB, or than a tenth if that is less than 20 GB. */
export function roomNote({ freeBytes, totalBytes }: Room): MachineNote | null {
  if (freeBytes < FULL_BYTES) return { code: 'disk_full' }
  const least = Math.max(LOW_BYTES, Math.min(PLENTY_BYTES, LOW_SHARE * totalBytes))
  if (freeBytes >= least) return null
  const percent = Math.floor((100 * freeBytes) / Math.max(1, totalBytes))
  return { code: 'disk_low', freeMb: Math.floor(freeBytes / 1e6), percent }
}
