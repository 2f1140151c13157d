import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A part's log on disk: the file and the one before it, each at most this large, so that months fit. */
const MAX_BYTES = 20_000_000

export interface LogFile {
  /** A line that cannot be written, as on a full disk, is dropped and counted; what comes after the end is dropped. */
  write(line: string): void
  /** How many lines could not be written. */
  readonly dropped: number
  close(): void
}

export function openLogFile(dir: string, name: string): LogFile {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, `${name}.log`)
  let file: number | null = openSync(path, 'a', 0o600)
  let bytes = fstatSync(file).size
  let isClosed = false
  let dropped = 0
  let saidDropped = 0

  function put(text: string): void {
    if (file === null) {
      file = openSync(path, 'a', 0o600)
      bytes = fstatSync(file).size
    }
    bytes += writeSync(file, `${text}\n`)
    if (bytes < MAX_BYTES) return
    closeSync(file)
    file = null
    renameSync(path, `${path}.1`)
  }

  return {
    write(line) {
      if (isClosed) return
      try {
        if (dropped > saidDropped) {
          put(`(${dropped - saidDropped} lines before this one could not be written)`)
          saidDropped = dropped
        }
        put(line)
      } catch {
        // There is nowhere to write it to: the count is said on the screens, and here as soon as it can be.
        dropped++
      }
    },
    get dropped() {
      return dropped
    },
    close() {
      isClosed = true
      if (file !== null) closeSync(file)
    },
  }
}
