'use client'
import { useRef } from 'react'
import { useCommandEach } from '../_live/use-live.ts'
import { useRowComes } from '../_live/use-row-comes.ts'
import { createSending, type Sending, type Undoable } from './sending.ts'

/** Sends several events by the page's socket; what was taken is known as long as what uses it is drawn. */
export function useSending(): Sending {
  const send = useCommandEach()
  const comes = useRowComes()
  const known = useRef(new Map<string, Undoable>())
  return createSending({
    async send({ type, subject, data, untaken = false }) {
      const [answer] = await send('event', [{ subject, untaken, data }], { type })
      return answer ?? { ok: false, code: 'no_answer', message: '', id: '' }
    },
    opened: async (id) => void (await comes('case', id, true)),
    known: known.current,
  })
}
