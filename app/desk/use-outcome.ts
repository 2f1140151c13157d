'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type ContactOutcome, UNSAID } from '#core/outcomes/contact-outcomes.ts'
import type { OutcomeRow } from '#core/rows/row.ts'
import { useCaseId } from '../_actions/use-case-id.ts'
import type { WorkItemAction } from '../_actions/work-item-action.ts'
import { useFormats } from '../_format/use-words.ts'
import { useLive, useRow, useServerNow } from '../_live/use-live.ts'
import { useRowComes } from '../_live/use-row-comes.ts'
import { useMe } from '../_shell/facts.ts'
import { showDone } from '../_ui/done-notice.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import type { SaidEvent, Undoable } from '../_ui/sending.ts'
import { useAct } from '../_ui/use-act.ts'
import { useFaultText } from '../_ui/use-fault-text.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { useSending } from '../_ui/use-sending.ts'
import { useTakeBack } from '../_ui/use-take-back.ts'
import { type Answering, type OutcomeSubject, outcomePlan } from './outcome-events.ts'

/** What the answer to "How did it end?" is said with. */
export interface ReportOutcome {
  busy: boolean
  /** Why the last thing was not taken, in the reader's words. */
  fault: string | null
  /** Solved, or a complaint: one press is all. */
  say(outcome: 'solved' | 'complaint'): Promise<void>
  /** A follow-up by this time (RFC 3339): the case is opened, and the promise made, with the time and not before. */
  promise(due: string): Promise<void>
  /** What a form of steps acts by, for a case that is opened by the first thing that the form says. */
  handingOff: WorkItemAction
}

interface Telling {
  busy: boolean
  fault: string | null
  /** Says what was not taken before, in order; false: the server did not take one of them. */
  all(events: readonly SaidEvent[]): Promise<boolean>
  /** What was taken so far, the last first. */
  taken(): Undoable[]
}

/** Sends what is said of a contact, and says why it was not taken. */
function useTelling(): Telling {
  const sending = useSending()
  const textOf = useFaultText()
  const comes = useRowComes()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  return {
    busy,
    fault,
    async all(events) {
      setBusy(true)
      setFault(null)
      const answer = await sending.all(events)
      if (!answer.ok) setFault(textOf(answer.code, answer.message))
      else if (events.at(-1)?.type === 'case.opened') await comes('case', events.at(-1)!.subject, true)
      setBusy(false)
      return answer.ok
    },
    taken: sending.taken,
  }
}

/** Says how a contact ended, tells that it was said, and takes all of it back by one press. */
export function useOutcome(asked: OutcomeRow, about: OutcomeSubject): ReportOutcome {
  const t = useTranslations('after')
  const steps = useTranslations('steps')
  const undone = useTranslations('said')
  const format = useFormats()
  const me = useMe()
  const { store } = useLive()
  const serverNow = useServerNow()
  const row = useRow('case', asked.case ?? '')
  const telling = useTelling()
  const takeBack = useTakeBack()
  const { act, event } = useAct()
  const caseId = useCaseId(asked.id)
  const promise = useNewId()
  const [isNumbering, setNumbering] = useState(false)
  const busy = telling.busy || isNumbering

  async function planOf(outcome: ContactOutcome) {
    const answering: Answering = { asked, row, agent: me?.agent ?? '', newCase: '' }
    const plan = outcomePlan(outcome, answering, about)
    if (!plan.opens) return plan
    setNumbering(true)
    const newCase = await caseId()
    setNumbering(false)
    return outcomePlan(outcome, { ...answering, newCase }, about)
  }

  /** All of it as if it had not been said, and the question stands again. */
  async function undo(): Promise<void> {
    const fault = await takeBack(telling.taken().filter(({ kind }) => kind !== 'contact'))
    if (fault !== null) showLateFault(fault)
    else if (await event('contact.flagged', asked.id, { kind: UNSAID })) showDone(undone('undone'))
  }

  /** The contact is over: who is still in its wrap-up is free for the next one. */
  async function finish(mark: SaidEvent, text: string): Promise<void> {
    if (!(await telling.all([mark]))) return
    showDone(text, undo)
    const isWrappedUp = store.row('contact', asked.id)?.state === 'wrap_up'
    if (isWrappedUp) await event('contact.wrapped', asked.id)
  }

  /** Says what goes to others, of the case that the contact has or that is opened for it. */
  async function passOn(events: readonly SaidEvent[]): Promise<boolean> {
    const plan = await planOf('passed')
    const named = events.map(({ type, subject, data }) => {
      const said = 'case' in data ? { ...data, case: plan.case } : data
      return { type, subject: type.startsWith('case.') ? (plan.case ?? '') : subject, data: said }
    })
    return telling.all([...plan.notes, ...named])
  }

  return {
    busy,
    fault: telling.fault,
    async say(outcome) {
      const plan = await planOf(outcome)
      if (!(await telling.all(plan.notes))) return
      const text = t(plan.opens ? 'openedCase' : 'saidSo', { outcome: t(outcome), id: plan.case ?? '' })
      await finish(plan.mark, text)
    },
    async promise(due) {
      const plan = await planOf('owe')
      const agent = me?.agent == null ? {} : { agent: me.agent }
      const data = { case: plan.case, text: steps('wordBack'), due, origin: 'service', ...agent }
      const made: SaidEvent = { type: 'promise.made', subject: promise.id, data }
      if (!(await telling.all([...plan.notes, made]))) return
      await finish(plan.mark, t('promisedBy', { time: format.by(due, serverNow() ?? 0) }))
    },
    handingOff: {
      subject: asked.case ?? '',
      acting: {
        act,
        busy,
        fault: telling.fault,
        event: (type, subject, data = {}) => passOn([{ type, subject, data }]),
        events: passOn,
      },
      done: (isTaken) => {
        if (isTaken) void planOf('passed').then(({ mark }) => finish(mark, t('handedOff')))
      },
    },
  }
}
