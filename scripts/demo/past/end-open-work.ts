import type { EventType } from '#core/event/event-data.ts'
import type { DemoEvent } from '../model/simulation.ts'

/** Follows what is opened and ended, so that what is still open can be ended. */
export interface UnendedWork {
  apply(events: readonly DemoEvent[]): void
  /** What ends all that is open, at an instant. */
  end(at: number): DemoEvent[]
}

interface Ending {
  readonly opens: EventType
  readonly ends: readonly EventType[]
  /** How it is ended. */
  readonly by: EventType
  readonly data: Record<string, unknown>
}

/** What belongs to a case comes before the case. */
const ENDINGS: readonly Ending[] = [
  ...([
    { opens: 'handoff.sent', ends: ['handoff.returned'], by: 'handoff.returned', data: {} },
    {
      opens: 'approval.requested',
      ends: ['approval.decided'],
      by: 'approval.decided',
      data: { granted: true },
    },
    { opens: 'promise.made', ends: ['promise.kept', 'promise.withdrawn'], by: 'promise.kept', data: {} },
    {
      ...{ opens: 'callback.requested', ends: ['callback.done', 'callback.cancelled'] },
      ...{ by: 'callback.done', data: {} },
    },
    { opens: 'assist.requested', ends: ['assist.ended'], by: 'assist.ended', data: {} },
    { opens: 'notice.posted', ends: ['notice.withdrawn'], by: 'notice.withdrawn', data: {} },
    { opens: 'case.opened', ends: ['case.resolved'], by: 'case.resolved', data: { outcome: 'solved' } },
  ] satisfies Ending[]),
]

export function endOpenWork(source: string): UnendedWork {
  const open = new Map<Ending, Set<string>>(ENDINGS.map((ending) => [ending, new Set<string>()]))
  return {
    apply(events) {
      for (const { type, subject } of events)
        for (const [ending, subjects] of open) {
          if (ending.opens === type) subjects.add(subject)
          if (ending.ends.includes(type)) subjects.delete(subject)
        }
    },
    end(at) {
      const time = new Date(at).toISOString()
      let serial = 0
      return [...open].flatMap(([{ by, data }, subjects]) =>
        [...subjects].map((subject) => ({
          ...{ specversion: '1.0' as const, id: `past-end-${String(++serial).padStart(6, '0')}` },
          ...{ source, type: by, time, subject, data },
        })),
      )
    },
  }
}
