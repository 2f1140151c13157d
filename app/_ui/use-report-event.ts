'use client'
import { useTranslations } from 'use-intl/react'
import { EVENT_WITHDRAWN, withdrawable } from '#core/cases/withdrawals/event-withdrawn.ts'
import type { SentEach } from '../_live/send-each.ts'
import { useCommandEach } from '../_live/use-live.ts'
import { showDone } from './done-notice.tsx'
import { showLateFault } from './late-fault.tsx'
import { useFaultText } from './use-fault-text.ts'

/** Something that was said and can be taken back: of what kind of thing, its id, and the id of the command. */
export interface Undoable {
  readonly kind: string
  readonly subject: string
  readonly id: string
}

/** Where one event type has several sentences, the one that its data asks for. */
function keyOf(type: string, data: Record<string, unknown>): string {
  const key = type.replace('.', '_')
  if (type === 'case.replied') {
    if (data.kind === 'progress') return `${key}_progress`
    return data.accepted === false ? `${key}_refused` : `${key}_answer`
  }
  return type === 'approval.decided' ? `${key}_${data.granted === true ? 'granted' : 'refused'}` : key
}

/** Takes back what one said a moment ago, whatever that was; null, or why not all of it could be. */
export function useTakeBack(): (all: readonly Undoable[]) => Promise<string | null> {
  const send = useCommandEach()
  const textOf = useFaultText()
  return async (all) => {
    const targets = all.map(({ kind, subject, id }) => {
      return { subject: `${kind}/${subject}`, untaken: false, data: { event: id } }
    })
    const became = await send('event', targets, { type: EVENT_WITHDRAWN })
    const refused = became.find(({ ok }) => !ok)
    return refused === undefined || refused.ok ? null : textOf(refused.code, refused.message)
  }
}

/**
 * Says that something happened; once the server has taken it, that is told on the page's lower edge, where one press
 * takes it back for five seconds. What cannot be taken back, and what has no words of its own there, is not told.
 */
export function useReportEvent() {
  const t = useTranslations('said')
  const send = useCommandEach()
  const takeBack = useTakeBack()
  return async (
    type: string,
    subject: string,
    data: Record<string, unknown>,
    { untaken }: { untaken: boolean },
  ): Promise<SentEach> => {
    const [answer] = await send('event', [{ subject, untaken, data }], { type })
    if (answer === undefined) return { ok: false, code: 'no_answer', message: '', id: '' }
    const kind = type.slice(0, type.indexOf('.'))
    const key = keyOf(type, data)
    if (!answer.ok || !withdrawable.some((each) => each === kind) || !t.has(key as never)) return answer
    showDone(t(key as 'undone'), async () => {
      const fault = await takeBack([{ kind, subject, id: answer.id }])
      if (fault === null) showDone(t('undone'))
      else showLateFault(fault)
    })
    return answer
  }
}
