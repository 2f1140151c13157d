'use client'
import { useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ContactOutcome } from '#core/outcomes/contact-outcomes.ts'
import type { OutcomeRow } from '#core/row.ts'
import { useCaseId } from '../_actions/use-case-id.ts'
import { useFormats } from '../_format/use-words.ts'
import { useLive, useRow, useServerNow } from '../_live/use-live.ts'
import { useRowArrives } from '../_live/use-row-arrives.ts'
import { useMe } from '../_shell/facts.ts'
import { sayDone } from '../_ui/done-notice.tsx'
import { type Acting, useAct } from '../_ui/use-act.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { type Answering, type OutcomeNote, type OutcomeSubject, outcomePlan } from './outcome-events.ts'

/** What the answer to "How did it end?" is said with. */
export interface SayOutcome {
  acting: Acting
  /** Solved, or a complaint: one press is all. */
  say(outcome: 'solved' | 'complaint'): Promise<void>
  /** A follow-up by this time (RFC 3339): the case is opened, and the promise made, with the time and not before. */
  promise(due: string): Promise<void>
  /** What a form of steps acts by, for a case that is opened by the first thing that the form says. */
  handingOff: { subject: string; acting: Acting; done: (taken: boolean) => void }
}

/** Says how a contact ended: of several events those that were taken are not said again with the rest. */
export function useOutcome(asked: OutcomeRow, about: OutcomeSubject): SayOutcome {
  const t = useTranslations('after')
  const steps = useTranslations('steps')
  const format = useFormats()
  const me = useMe()
  const { store } = useLive()
  const serverNow = useServerNow()
  const row = useRow('case', asked.case ?? '')
  const acting = useAct()
  const arrives = useRowArrives()
  const caseId = useCaseId(asked.id)
  const promise = useNewId()
  const taken = useRef(new Set<string>())

  async function sayAll(notes: readonly OutcomeNote[]): Promise<boolean> {
    for (const { type, subject, data } of notes) {
      const key = JSON.stringify([type, subject, data])
      if (taken.current.has(key)) continue
      if (!(await acting.event(type, subject, data))) return false
      taken.current.add(key)
      if (type === 'case.opened') await arrives('case', subject)
    }
    return true
  }

  async function planOf(outcome: ContactOutcome) {
    const answering: Answering = { asked, row, agent: me?.agent ?? '', newCase: '' }
    const plan = outcomePlan(outcome, answering, about)
    return plan.opens ? outcomePlan(outcome, { ...answering, newCase: await caseId() }, about) : plan
  }

  /** The contact is over: who is still in its wrap-up is free for the next one. */
  async function finish(mark: OutcomeNote, text: string): Promise<void> {
    if (!(await sayAll([mark]))) return
    sayDone(text)
    if (store.row('contact', asked.id) !== null) await acting.event('contact.wrapped', asked.id)
  }

  return {
    acting,
    async say(outcome) {
      const plan = await planOf(outcome)
      if (!(await sayAll(plan.notes))) return
      await finish(
        plan.mark,
        t(plan.opens ? 'openedCase' : 'saidSo', { outcome: t(outcome), id: plan.case ?? '' }),
      )
    },
    async promise(due) {
      const plan = await planOf('owe')
      const subject = plan.case
      if (subject === null || !(await sayAll(plan.notes))) return
      const agent = me?.agent == null ? {} : { agent: me.agent }
      const data = { case: subject, text: steps('wordBack'), due, origin: 'service', ...agent }
      if (!(await sayAll([{ type: 'promise.made', subject: promise.id, data }]))) return
      await finish(plan.mark, t('promisedBy', { id: subject, time: format.by(due, serverNow() ?? 0) }))
    },
    handingOff: {
      subject: asked.case ?? '',
      acting: {
        ...acting,
        async event(type, subject, data = {}) {
          const plan = await planOf('passed')
          if (plan.case === null || !(await sayAll(plan.notes))) return false
          const named = type.startsWith('case.') ? plan.case : subject
          return acting.event(type, named, 'case' in data ? { ...data, case: plan.case } : data)
        },
      },
      done: (isTaken) => {
        if (isTaken)
          void planOf('passed').then(({ mark, case: id }) => finish(mark, t('handedOff', { id: id ?? '' })))
      },
    },
  }
}
