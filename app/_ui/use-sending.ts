'use client'
import { useRef } from 'react'
import type { SentEach } from '../_live/send-each.ts'
import { useCommandEach } from '../_live/use-live.ts'
import { useRowComes } from '../_live/use-row-comes.ts'
import type { Undoable } from './use-take-back.ts'

/** An event that a person says: its type, what it is about, and its data. */
export interface SaidEvent {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** It is said because nobody has done it. */
  readonly untaken?: boolean
}

export interface Sending {
  /** Says what was not taken before, in order, up to the first that is refused; the answer to that one, or to the last. */
  all(events: readonly SaidEvent[]): Promise<SentEach>
  /** What was taken so far, the last first. */
  taken(): Undoable[]
  /** What was taken is done with: said again, it is sent again. */
  forget(): void
}

/** Sends several events, one after the other: those that were taken are not sent again with the rest. */
export function useSending(): Sending {
  const send = useCommandEach()
  const comes = useRowComes()
  const taken = useRef(new Map<string, Undoable>())

  async function one({ type, subject, data, untaken = false }: SaidEvent): Promise<SentEach> {
    const key = JSON.stringify([type, subject, data])
    const before = taken.current.get(key)
    if (before !== undefined) return { ok: true, id: before.id }
    const [answer] = await send('event', [{ subject, untaken, data }], { type })
    if (answer === undefined) return { ok: false, code: 'no_answer', message: '', id: '' }
    if (answer.ok) taken.current.set(key, { kind: type.slice(0, type.indexOf('.')), subject, id: answer.id })
    return answer
  }

  return {
    async all(events) {
      let answer: SentEach = { ok: true, id: '' }
      for (const [index, event] of events.entries()) {
        answer = await one(event)
        if (!answer.ok) return answer
        // What belongs to a case can be said only once there is one.
        if (event.type === 'case.opened' && index < events.length - 1)
          await comes('case', event.subject, true)
      }
      return answer
    },
    taken: () => [...taken.current.values()].reverse(),
    forget: () => taken.current.clear(),
  }
}
