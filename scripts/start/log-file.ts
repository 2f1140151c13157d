import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A part's log on disk: the file and the one before it, each at most this large, so that months fit. */
const MAX_BYTES = 20_000_000

export interface LogFile {
  /** What comes after the end is dropped. */
  write(line: string): void
  close(): void
}

export function openLogFile(dir: string, name: string): LogFile {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, `${name}.log`)
  let file = openSync(path, 'a', 0o600)
  let bytes = fstatSync(file).size
  let isClosed = false
  return {
    write(line) {
      if (isClosed) return
      bytes += writeSync(file, `${line}\n`)
      if (bytes < MAX_BYTES) return
      closeSync(file)
      renameSync(path, `${path}.1`)
      file = openSync(path, 'a', 0o600)
      bytes = 0
    },
    close() {
      isClosed = true
      closeSync(file)
    },
  }
}
