import type { ActReader } from '#core/access/relation.ts'
import { EVENT_WITHDRAWN } from '#core/cases/withdrawals/event-withdrawn.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { GivenMeanwhile } from './too-late.ts'

/**
 * What this server has written of who has what, and has not folded yet: of two people who put somebody in charge at the
 * same moment, the later one is judged by what the earlier one did.
 */
export interface GivenNow {
  writtenFor(floor: Pick<ActReader, 'eventsOf'>): GivenMeanwhile
  /** These are being written; to be called if they were not. */
  note(events: readonly AnyEvent[]): () => void
}

/** What is written is folded long before, or never will be. */
const FORGET_AFTER_MS = 60_000

const kinds: Readonly<Record<string, 'case' | 'callback'>> = {
  'case.assigned': 'case',
  'callback.assigned': 'callback',
}

export function createGivenNow(): GivenNow {
  const written = new Map<string, AnyEvent>()
  const keyOf = (type: string, subject: string) => `${type} ${subject}`

  function forgetBefore(at: number): void {
    for (const [key, { time }] of written) if (time < at) written.delete(key)
  }

  /** What was taken back is never folded. */
  function forgetTakenBack({ source, data }: AnyEvent): void {
    for (const [key, event] of written)
      if (event.id === data.event && event.source === source) written.delete(key)
  }

  return {
    writtenFor: (floor) => (type, subject) => {
      const kind = kinds[type]
      const event = written.get(keyOf(type, subject))
      if (kind === undefined || event === undefined) return undefined
      const isFolded = floor
        .eventsOf(kind, subject)
        .some(({ id, source }) => id === event.id && source === event.source)
      if (isFolded) written.delete(keyOf(type, subject))
      return isFolded ? undefined : event
    },
    note(events) {
      for (const event of events) if (event.type === EVENT_WITHDRAWN) forgetTakenBack(event)
      const given = events.filter(({ type }) => Object.hasOwn(kinds, type))
      for (const event of given) {
        forgetBefore(event.time - FORGET_AFTER_MS)
        written.set(keyOf(event.type, event.subject), event)
      }
      return () => {
        for (const event of given) {
          const key = keyOf(event.type, event.subject)
          if (written.get(key) === event) written.delete(key)
        }
      }
    },
  }
}
