'use client'
import { useTranslations } from 'use-intl/react'
import { withdrawable } from '#core/cases/withdrawals/event-withdrawn.ts'
import type { SentEach } from '../_live/send-each.ts'
import { showDone } from './done-notice.tsx'
import { showLateFault } from './late-fault.tsx'
import type { SaidEvent } from './sending.ts'
import { useSending } from './use-sending.ts'
import { useTakeBack } from './use-take-back.ts'

/** Where one event type has several sentences, the one that its data asks for. */
function keyOf(type: string, data: Readonly<Record<string, unknown>>): string {
  const key = type.replace('.', '_')
  if (type === 'case.replied') {
    if (data.kind === 'progress') return `${key}_progress`
    return data.accepted === false ? `${key}_refused` : `${key}_answer`
  }
  return type === 'approval.decided' ? `${key}_${data.granted === true ? 'granted' : 'refused'}` : key
}

/**
 * Says that something happened, or several things that belong together; once the server has taken it, that is told on
 * the page's lower edge by the last of them, where one press takes all of it back for five seconds. What cannot be taken
 * back, and what has no words of its own there, is not told.
 */
export function useReportEvents(): (events: readonly SaidEvent[]) => Promise<SentEach> {
  const t = useTranslations('said')
  const sending = useSending()
  const takeBack = useTakeBack()
  return async (events) => {
    const answer = await sending.all(events)
    const last = events.at(-1)
    if (!answer.ok || last === undefined) return answer
    const { taken } = answer
    sending.forget(events)
    const key = keyOf(last.type, last.data)
    const isUndoable = taken.every(({ kind }) => withdrawable.some((each) => each === kind))
    if (!isUndoable || !t.has(key as never)) return answer
    showDone(t(key as 'undone'), async () => {
      const fault = await takeBack(taken)
      if (fault === null) showDone(t('undone'))
      else showLateFault(fault)
    })
    return answer
  }
}
