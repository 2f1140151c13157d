import type { FaultWords } from '#core/config/fault-words.ts'

/** What is wrong in a site file, and where. */
export interface SiteFault {
  /** 1-based line; null if it has none, such as a file that is too large. */
  readonly line: number | null
  /** Path in the file such as `queues[0].target.share`; empty for the file itself. */
  readonly path: string
  readonly message: string
  /** The same for a form, where it is something that a form can cause. */
  readonly words?: FaultWords
}

/** One line for people: file, line, path, what is wrong. */
export function faultText(file: string, fault: SiteFault): string {
  const place = fault.line === null ? file : `${file}:${fault.line}`
  return [place, fault.path, fault.message].filter((part) => part !== '').join(': ')
}

/** A path of keys and indexes as people write it. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('')
}
