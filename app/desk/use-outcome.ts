'use client'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type ContactOutcome, UNSAID } from '#core/outcomes/contact-outcomes.ts'
import type { OutcomeRow } from '#core/rows/row.ts'
import { useCaseId } from '../_actions/use-case-id.ts'
import type { WorkItemAction } from '../_actions/work-item-action.ts'
import { useFormats } from '../_format/use-words.ts'
import { useCommandEach, useLive, useRow, useServerNow } from '../_live/use-live.ts'
import { useRowComes } from '../_live/use-row-comes.ts'
import { useMe } from '../_shell/facts.ts'
import { showDone } from '../_ui/done-notice.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useFaultText } from '../_ui/use-fault-text.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { type Undoable, useTakeBack } from '../_ui/use-report-event.ts'
import { type Answering, type OutcomeNote, type OutcomeSubject, outcomePlan } from './outcome-events.ts'

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

interface Sending {
  busy: boolean
  fault: string | null
  /** Says what was not taken before, in order; false: the server did not take one of them. */
  all(notes: readonly OutcomeNote[]): Promise<boolean>
  /** What was taken so far, the last first. */
  taken(): Undoable[]
}

/** Sends several events, one after the other: those that were taken are not said again with the rest. */
function useSending(): Sending {
  const send = useCommandEach()
  const textOf = useFaultText()
  const comes = useRowComes()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const taken = useRef(new Map<string, Undoable>())

  async function one({ type, subject, data }: OutcomeNote): Promise<boolean> {
    const key = JSON.stringify([type, subject, data])
    if (taken.current.has(key)) return true
    const [answer] = await send('event', [{ subject, untaken: false, data }], { type })
    if (answer?.ok !== true) {
      const text = textOf(answer?.code ?? 'no_answer', answer?.message ?? '')
      setFault(text)
      return false
    }
    taken.current.set(key, { kind: type.slice(0, type.indexOf('.')), subject, id: answer.id })
    if (type === 'case.opened') await comes('case', subject, true)
    return true
  }

  return {
    busy,
    fault,
    async all(notes) {
      setBusy(true)
      setFault(null)
      let isTaken = true
      for (const note of notes) isTaken = isTaken && (await one(note))
      setBusy(false)
      return isTaken
    },
    taken: () => [...taken.current.values()].reverse(),
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
  const sending = useSending()
  const takeBack = useTakeBack()
  const comes = useRowComes()
  const { act, event } = useAct()
  const caseId = useCaseId(asked.id)
  const promise = useNewId()
  const [isNumbering, setNumbering] = useState(false)
  const busy = sending.busy || isNumbering

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
    for (const one of sending.taken()) {
      if (one.kind === 'contact') continue
      const fault = await takeBack([one])
      if (fault !== null) {
        showLateFault(fault)
        return
      }
      // A case goes once nothing belongs to it any more.
      if (one.kind !== 'case') await comes(one.kind as 'promise' | 'handoff', one.subject, false)
    }
    if (await event('contact.flagged', asked.id, { kind: UNSAID })) showDone(undone('undone'))
  }

  /** The contact is over: who is still in its wrap-up is free for the next one. */
  async function finish(mark: OutcomeNote, text: string): Promise<void> {
    if (!(await sending.all([mark]))) return
    showDone(text, undo)
    const isWrappedUp = store.row('contact', asked.id)?.state === 'wrap_up'
    if (isWrappedUp) await event('contact.wrapped', asked.id)
  }

  return {
    busy,
    fault: sending.fault,
    async say(outcome) {
      const plan = await planOf(outcome)
      if (!(await sending.all(plan.notes))) return
      const text = t(plan.opens ? 'openedCase' : 'saidSo', { outcome: t(outcome), id: plan.case ?? '' })
      await finish(plan.mark, text)
    },
    async promise(due) {
      const plan = await planOf('owe')
      const agent = me?.agent == null ? {} : { agent: me.agent }
      const data = { case: plan.case, text: steps('wordBack'), due, origin: 'service', ...agent }
      const made: OutcomeNote = { type: 'promise.made', subject: promise.id, data }
      if (!(await sending.all([...plan.notes, made]))) return
      await finish(plan.mark, t('promisedBy', { time: format.by(due, serverNow() ?? 0) }))
    },
    handingOff: {
      subject: asked.case ?? '',
      acting: {
        act,
        busy,
        fault: sending.fault,
        async event(type, subject, data = {}) {
          const plan = await planOf('passed')
          const named = type.startsWith('case.') ? (plan.case ?? '') : subject
          const said = 'case' in data ? { ...data, case: plan.case } : data
          return sending.all([...plan.notes, { type, subject: named, data: said }])
        },
      },
      done: (isTaken) => {
        if (isTaken) void planOf('passed').then(({ mark }) => finish(mark, t('handedOff')))
      },
    },
  }
}
