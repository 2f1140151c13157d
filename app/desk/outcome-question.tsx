'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { OutcomeRow } from '#core/rows/row.ts'
import { CauseChips } from '../_actions/cause-chips.tsx'
import { HandoffStep } from '../_actions/handoff-step.tsx'
import { isCallable, RequestCallback } from '../_actions/request-callback.tsx'
import { TimeChips } from '../_actions/time-chips.tsx'
import { useRow } from '../_live/use-live.ts'
import { NoticeAbout } from '../_notices/notice-about.tsx'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { Since } from '../_ui/ticking.tsx'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { CallbackOnLine } from './callback-on-line.tsx'
import { Caller } from './caller.tsx'
import { NotReached } from './not-reached.tsx'
import type { OutcomeSubject } from './outcome-events.ts'
import { useOutcome } from './use-outcome.ts'

interface SubjectFieldsProps {
  about: OutcomeSubject
  onChange: (about: OutcomeSubject) => void
}

/** What it was about: a cause by one press, or a line of one's own; neither has to be. */
function SubjectFields({ about, onChange }: SubjectFieldsProps) {
  const t = useTranslations('after')
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <CauseChips cause={about.cause} onPick={(cause) => onChange({ ...about, cause })} />
      <TextField
        bare
        label={t('subject')}
        placeholder={t('subject')}
        value={about.title}
        maxLength={200}
        onChange={(title) => onChange({ ...about, title })}
        className="min-w-[21rem] flex-1 max-sm:min-w-full"
        data-subject=""
      />
    </div>
  )
}

/**
 * A contact has ended and asks one thing. One press says it, a time says when the follow-up is: person and case are
 * known, and nothing is opened before.
 */
export function OutcomeQuestion({ asked }: { asked: OutcomeRow }) {
  const t = useTranslations('after')
  const queue = useRow('queue', asked.queue ?? '')
  const row = useRow('case', asked.case ?? '')
  const [about, setAbout] = useState<OutcomeSubject>({ title: '', cause: null })
  const [isHandingOff, setHandingOff] = useState(false)
  const focus = useKeepFocus('[data-outcome="passed"]', isHandingOff ? () => setHandingOff(false) : null)
  const typed = { ...about, title: about.title.trim() }
  const { busy, fault, say, promise, handingOff } = useOutcome(asked, typed)
  return (
    <section
      data-after={asked.id}
      tabIndex={-1}
      className="grid gap-3 border-s-4 border-accent bg-accent-soft px-4 py-3"
      {...focus}
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold">{t('question')}</h2>
        <Caller row={asked} about={{ contact: asked.id }} />
        {queue !== null && <span className="text-ink-2">{queue.name}</span>}
        <span className="ms-auto text-ink-2">
          {t.rich('ended', { since: () => <Since at={asked.endedAt} /> })}
        </span>
      </div>
      {row?.title != null ? (
        <p>
          <PageLink className="font-medium underline" href={`/cases/${encodeURIComponent(row.id)}`}>
            {row.title}
          </PageLink>
        </p>
      ) : (
        <SubjectFields about={about} onChange={setAbout} />
      )}
      <div className="grid items-start gap-x-6 gap-y-3 sm:grid-cols-[auto_minmax(0,1fr)]">
        <div className="flex flex-wrap gap-1.5 sm:w-44 sm:flex-col">
          <Button
            size="large"
            tone="strong"
            disabled={busy}
            onClick={() => say('solved')}
            data-outcome="solved"
          >
            <Icon name="check" /> {t('solved')}
          </Button>
          <Button size="large" disabled={busy} onClick={() => say('complaint')} data-outcome="complaint">
            {t('complaint')}
          </Button>
          <Button
            size="large"
            aria-expanded={isHandingOff}
            disabled={busy}
            onClick={() => setHandingOff(!isHandingOff)}
            data-outcome="passed"
          >
            {t('passed')}
          </Button>
        </div>
        <div className="grid gap-1.5" data-outcome="owe">
          <p className="text-md font-medium">{t('oweBy')}</p>
          <TimeChips size="large" busy={busy} label={t('oweBy')} queue={asked.queue} onPick={promise} />
        </div>
      </div>
      {isHandingOff && <HandoffStep {...handingOff} />}
      <CallbackOnLine contact={asked} />
      <NotReached contact={asked.id} />
      <div className="flex flex-wrap gap-1.5">
        <RequestCallback contact={asked} hasNumber={isCallable(asked)} />
        <NoticeAbout contact={asked} />
      </div>
      <Fault text={fault} />
    </section>
  )
}
