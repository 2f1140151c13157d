'use client'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ContactRow } from '#core/row.ts'
import { AskCallback } from '../_actions/ask-callback.tsx'
import { HandoffStep } from '../_actions/handoff-step.tsx'
import { PromiseStep } from '../_actions/promise-step.tsx'
import { useRow } from '../_live/use-live.ts'
import { NoticeAbout } from '../_notices/notice-about.tsx'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Since } from '../_ui/ticking.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useNewId } from '../_ui/use-new-id.ts'
import { CallbackOnLine } from './callback-on-line.tsx'
import { NotReached } from './not-reached.tsx'
import { type ContactOutcome, outcomeEvents, outcomes } from './outcome-events.ts'

/** A contact has ended and asks one thing. One tap says it; person and case are known. */
export function AfterContact({ contact }: { contact: ContactRow }) {
  const t = useTranslations('after')
  const again = useTranslations('loaded')
  const acting = useAct()
  const row = useRow('case', contact.case ?? '')
  const opened = useNewId()
  const [form, setForm] = useState<{ outcome: ContactOutcome; case: string } | null>(null)
  const [isOver, setOver] = useState(false)
  /** What the log has: of several events those that were taken are not said again with the rest. */
  const taken = useRef(new Set<string>())

  async function say(events: ReturnType<typeof outcomeEvents>['events']): Promise<boolean> {
    for (const { type, subject, data } of events) {
      const key = JSON.stringify([type, subject, data])
      if (taken.current.has(key)) continue
      if (!(await acting.event(type, subject, data))) return false
      taken.current.add(key)
    }
    return true
  }
  async function choose(outcome: ContactOutcome): Promise<void> {
    const plan = outcomeEvents(outcome, contact, row?.kind ?? null, opened.id)
    if (!(await say(plan.events))) return
    if (outcome === 'owe' || outcome === 'passed') setForm({ outcome, case: plan.case as string })
    else await finish()
  }
  async function finish(): Promise<void> {
    setOver(true)
    await acting.event('contact.wrapped', contact.id)
  }

  const WorkItemAction = form?.outcome === 'passed' ? HandoffStep : PromiseStep
  return (
    <section data-after={contact.id} className="grid gap-3 border-s-4 border-accent bg-accent-soft px-4 py-3">
      <p className="flex items-baseline gap-3">
        <b className="text-lg">{t('question')}</b>
        <span className="text-ink-2">{contact.name ?? contact.phone ?? contact.id}</span>
        {contact.answeredAt !== null && <Since at={contact.answeredAt} className="ms-auto text-ink-2" />}
      </p>
      {isOver ? (
        acting.fault !== null && (
          <Button size="large" className="w-fit" disabled={acting.busy} onClick={finish}>
            {again('again')}
          </Button>
        )
      ) : form === null ? (
        <div className="flex flex-wrap gap-2">
          {outcomes.map((outcome) => (
            <Button
              key={outcome}
              size="large"
              disabled={acting.busy}
              onClick={() => choose(outcome)}
              data-outcome={outcome}
            >
              {t(outcome)}
            </Button>
          ))}
        </div>
      ) : (
        <WorkItemAction subject={form.case} acting={acting} done={(taken) => taken && void finish()} />
      )}
      <Fault text={acting.fault} />
      <CallbackOnLine contact={contact} />
      <NotReached contact={contact} />
      <NoticeAbout contact={contact} />
      <AskCallback contact={contact} />
    </section>
  )
}
