import type { SentEach } from '../_live/send-each.ts'

/** An event that a person says: its type, what it is about, and its data. */
export interface SaidEvent {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** It is said because nobody has done it. */
  readonly untaken?: boolean
}

/** Something that was said and can be taken back: of what kind of thing, its id, and the id of the command. */
export interface Undoable {
  readonly kind: string
  readonly subject: string
  readonly id: string
}

/** The answer to the event that was refused, or to the last one. */
export type SentAll = SentEach & {
  /** What was taken of these events, now or when they were said before, the last first. */
  readonly taken: readonly Undoable[]
}

export interface Sending {
  /** Says what was not taken before, in order, up to the first that is refused. */
  all(events: readonly SaidEvent[]): Promise<SentAll>
  /** All that was taken so far, the last first. */
  taken(): Undoable[]
  /** These events are done with: said again, they are sent again. */
  forget(events: readonly SaidEvent[]): void
}

export interface SendingOptions {
  readonly send: (event: SaidEvent) => Promise<SentEach>
  /** A case that was opened is there. */
  readonly opened: (id: string) => Promise<void>
  /** What was taken before, by what it says. */
  readonly known: Map<string, Undoable>
}

const keyOf = ({ type, subject, data }: SaidEvent) => JSON.stringify([type, subject, data])

/** Sends several events, one after the other: those that were taken are not sent again with the rest. */
export function createSending({ send, opened, known }: SendingOptions): Sending {
  async function one(event: SaidEvent): Promise<SentEach> {
    const before = known.get(keyOf(event))
    if (before !== undefined) return { ok: true, id: before.id }
    const answer = await send(event)
    const { type, subject } = event
    if (answer.ok) known.set(keyOf(event), { kind: type.slice(0, type.indexOf('.')), subject, id: answer.id })
    return answer
  }

  const takenOf = (events: readonly SaidEvent[]) =>
    events.flatMap((event) => known.get(keyOf(event)) ?? []).reverse()

  return {
    async all(events) {
      let answer: SentEach = { ok: true, id: '' }
      for (const [index, event] of events.entries()) {
        answer = await one(event)
        if (!answer.ok) break
        // What belongs to a case can be said only once there is one.
        if (event.type === 'case.opened' && index < events.length - 1) await opened(event.subject)
      }
      return { ...answer, taken: takenOf(events) }
    },
    taken: () => [...known.values()].reverse(),
    forget(events) {
      for (const event of events) known.delete(keyOf(event))
    },
  }
}
