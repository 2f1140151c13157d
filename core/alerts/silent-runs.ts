import type { AlertDump } from './alert-dump.ts'

/**
 * Runs that have raised nothing: most clocks run and are met, and nobody hears of them. Kept as texts, which cost a
 * quarter of what they are written from, in case more is heard of them.
 */
export interface SilentRuns {
  put(run: AlertDump): void
  get(id: string): AlertDump | null
  has(id: string): boolean
  delete(id: string): void
  texts(): Iterable<readonly [id: string, text: string]>
  load(id: string, text: string): void
}

type Short = readonly [
  rule: string,
  subject: string,
  start: AlertDump['start'],
  heardAt: number,
  events: AlertDump['events'],
]

const parsed = (text: string): Short => JSON.parse(text)

export function createSilentRuns(): SilentRuns {
  const texts = new Map<string, string>()
  return {
    put({ id, rule, subject, start, heardAt, events }) {
      texts.set(id, JSON.stringify([rule, subject, start, heardAt, events] satisfies Short))
    },
    get(id) {
      const text = texts.get(id)
      if (text === undefined) return null
      const [rule, subject, start, heardAt, events] = parsed(text)
      return { id, rule, subject, start, heardAt, events }
    },
    has: (id) => texts.has(id),
    delete: (id) => texts.delete(id),
    texts: () => texts,
    load: (id, text) => texts.set(id, text),
  }
}
