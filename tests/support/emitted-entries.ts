import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import type { CallOutcome } from './asterisk-truth.ts'

/** A stay in a queue as the connector told of it. */
export interface EmittedEntry {
  readonly contact: string
  readonly queue: string
  readonly enteredAt: number
  outcome: CallOutcome
  /** How the talk ended: by whom, `lost`, or not yet. Null where there was none. */
  talk: string | null
}

/** Reads the events as plainly as one can, in order of time, without the floor's own fold. */
export function emittedEntries(events: readonly FeedEvent[]): EmittedEntry[] {
  const entries: EmittedEntry[] = []
  const ofContact = new Map<string, EmittedEntry>()
  for (const event of [...events].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
    const data = event.data as Record<string, never>
    const entry = ofContact.get(event.subject)
    switch (event.type) {
      case 'contact.queued': {
        const enteredAt = Date.parse(event.time)
        const fresh: EmittedEntry = {
          contact: event.subject,
          queue: data.queue!,
          enteredAt,
          outcome: { is: 'open' },
          talk: null,
        }
        entries.push(fresh)
        ofContact.set(event.subject, fresh)
        break
      }
      case 'contact.answered':
        if (entry?.outcome.is !== 'open') break
        entry.outcome = { is: 'answered', agent: data.agent!, waitSec: data.waitSec! }
        entry.talk = 'open'
        break
      case 'contact.abandoned':
        if (entry?.outcome.is === 'open') entry.outcome = { is: 'abandoned', waitSec: data.waitSec! }
        break
      case 'contact.left':
        if (entry?.outcome.is === 'open') entry.outcome = { is: 'left', reason: data.reason! }
        break
      case 'contact.transferred':
        if (entry?.talk === 'open') entry.talk = 'transferred'
        break
      case 'contact.ended':
        if (entry !== undefined && entry.talk !== null) entry.talk = data.reason ?? data.by ?? 'ended'
        break
    }
  }
  return entries
}
