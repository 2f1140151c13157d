'use client'
import { EVENT_WITHDRAWN } from '#core/cases/withdrawals/event-withdrawn.ts'
import type { RowType } from '#core/rows/row.ts'
import { useCommandEach } from '../_live/use-live.ts'
import { useRowComes } from '../_live/use-row-comes.ts'
import type { Undoable } from './sending.ts'
import { takeBackEach } from './take-back-each.ts'
import { useFaultText } from './use-fault-text.ts'

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/**
 * Takes back what one said a moment ago, in the order that is given: the last first. A case that was opened goes only
 * once nothing belongs to it any more, so what was made for it is waited for. Null, or why not all of it could be.
 */
export function useTakeBack(): (all: readonly Undoable[]) => Promise<string | null> {
  const send = useCommandEach()
  const textOf = useFaultText()
  const comes = useRowComes()
  return async (all) => {
    const answer = await takeBackEach(all, {
      async withdraw({ kind, subject, id }) {
        const target = { subject: `${kind}/${subject}`, untaken: false, data: { event: id } }
        const [said] = await send('event', [target], { type: EVENT_WITHDRAWN })
        return said ?? { ok: false, code: 'no_answer', message: '' }
      },
      gone: async ({ kind, subject }) => void (await comes(kind as RowType, subject, false)),
      pause,
    })
    return answer.ok ? null : textOf(answer.code, answer.message)
  }
}
