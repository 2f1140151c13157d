'use client'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { EventType } from '#core/event/event-data.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { ContactRow } from '#core/rows/row.ts'
import { CallLead } from '../_assists/call-lead.tsx'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon, type IconName } from '../_ui/icons.tsx'
import { onEscape } from '../_ui/on-escape.ts'
import { type Acting, useAct } from '../_ui/use-act.ts'
import { ApprovalStep } from './approval-step.tsx'
import { AssessStep } from './assess-step.tsx'
import { DescribeStep } from './describe-step.tsx'
import { HandoffStep } from './handoff-step.tsx'
import { NoteStep } from './note-step.tsx'
import { PromiseStep } from './promise-step.tsx'
import { ReplyStep } from './reply-step.tsx'
import { CallbackStep } from './request-callback.tsx'
import { ResolveStep } from './resolve-step.tsx'
import { useMay } from './use-may.ts'
import type { WorkItemAction } from './work-item-action.ts'

type Tray =
  | 'reply'
  | 'note'
  | 'promise'
  | 'callback'
  | 'handoff'
  | 'approval'
  | 'solve'
  | 'describe'
  | 'assess'

const trays: Record<Tray, { icon: IconName; form: ComponentType<WorkItemAction>; says: EventType }> = {
  reply: { icon: 'chat', form: ReplyStep, says: 'case.replied' },
  solve: { icon: 'check', form: ResolveStep, says: 'case.resolved' },
  promise: { icon: 'promise', form: PromiseStep, says: 'promise.made' },
  callback: { icon: 'callback', form: CallbackStep, says: 'callback.requested' },
  handoff: { icon: 'handoff', form: HandoffStep, says: 'handoff.sent' },
  approval: { icon: 'approval', form: ApprovalStep, says: 'approval.requested' },
  note: { icon: 'case', form: NoteStep, says: 'case.noted' },
  describe: { icon: 'case', form: DescribeStep, says: 'case.described' },
  assess: { icon: 'flag', form: AssessStep, says: 'case.assessed' },
}
/** What is done most stands in view; all else is one press further, in one list. */
const inView: readonly Tray[] = ['reply', 'note', 'promise', 'callback', 'handoff', 'approval', 'solve']
const inViewResolved: readonly Tray[] = ['note', 'callback']
const further: readonly Tray[] = ['describe', 'assess']

type May = (type: EventType) => boolean

/** What is said of a case in one press, without a word. */
function useAtOnce(row: CaseRow, may: May, { event }: Acting) {
  const t = useTranslations('steps')
  const all = [
    { key: 'lead', type: 'case.escalation_requested', label: t('fetchLead') },
    { key: 'spoke', type: 'case.supervisor_replied', label: t('supervisorSpoke') },
  ] as const
  return all
    .filter(({ type }) => may(type))
    .map(({ key, type, label }) => ({ key, label, choose: () => void event(type, row.id) }))
}

/** What is done now and then: in a list behind one button. */
function More({
  row,
  may,
  acting,
  onOpen,
}: {
  row: CaseRow
  may: May
  acting: Acting
  onOpen: (tray: Tray) => void
}) {
  const t = useTranslations('steps')
  const atOnce = useAtOnce(row, may, acting)
  const forms = further
    .filter((tray) => may(trays[tray].says))
    .map((tray) => ({ key: tray, label: t(`open.${tray}`), choose: () => onOpen(tray) }))
  const choices = [...forms, ...atOnce]
  if (choices.length === 0) return null
  return (
    <Choose
      trigger={
        <Button data-step="more">
          {t('more')} <Icon name="down" className="text-ink-3" />
        </Button>
      }
      choices={choices}
    />
  )
}

/** One press that is its own answer. */
function AtOnce({ row, acting, may }: { row: CaseRow; acting: Acting; may: May }) {
  const t = useTranslations('steps')
  const [type, icon, label] =
    row.state === 'resolved'
      ? (['case.reopened', 'callback', t('reopen')] as const)
      : row.state === 'waiting'
        ? (['case.resumed', 'pause', t('resume')] as const)
        : (['case.waiting', 'pause', t('wait')] as const)
  if (!may(type)) return null
  return (
    <Button
      disabled={acting.busy}
      onClick={() => acting.event(type, row.id)}
      data-step={type === 'case.reopened' ? 'reopen' : 'wait'}
    >
      <Icon name={icon} /> {label}
    </Button>
  )
}

/** The customer asked for a supervisor and none has spoken to them: whoever may says so in one press. */
function SupervisorSpoke({ row, acting, may }: { row: CaseRow; acting: Acting; may: May }) {
  const t = useTranslations('steps')
  const isAsked = row.supervisorAskedAt !== null && row.supervisorSeenAt === null
  if (!isAsked || !may('case.supervisor_replied')) return null
  return (
    <Button
      tone="strong"
      disabled={acting.busy}
      onClick={() => acting.event('case.supervisor_replied', row.id)}
      data-step="spoke"
    >
      <Icon name="person" /> {t('supervisorSpoke')}
    </Button>
  )
}

/**
 * One form open at a time. The keys go on in it once it opens, and stand where it was opened once it is done: the next
 * press is one key away.
 */
function useTray(first: Tray | null) {
  const [open, setOpen] = useState<Tray | null>(first)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open !== null) place.current?.querySelector<HTMLElement>('[data-tray] :is(button, input)')?.focus()
  }, [open])
  function close(): void {
    const opener = open !== null && further.includes(open) ? 'more' : open
    place.current?.querySelector<HTMLElement>(`[data-step="${opener}"]`)?.focus()
    setOpen(null)
  }
  return { open, setOpen, close, place }
}

interface CaseStepsProps {
  row: CaseRow
  /** Whoever opened these steps most likely has spoken to the customer: that form stands open. */
  opensReply?: boolean
  /** Where they stand beside who is on the line about it. */
  contact?: ContactRow
}

/** What can be done for a case, one press each; what needs a word or a time opens beneath. */
export function CaseSteps({ row, opensReply = false, contact }: CaseStepsProps) {
  const t = useTranslations('steps')
  const may = useMay(row)
  const acting = useAct()
  const isOver = row.state === 'resolved'
  const { open, setOpen, close, place } = useTray(
    opensReply && !isOver && may('case.replied') ? 'reply' : null,
  )
  const Form = open === null ? null : trays[open].form
  return (
    <div ref={place} className="grid gap-3">
      <div className="flex flex-wrap gap-1.5">
        {(isOver ? inViewResolved : inView)
          .filter((tray) => may(trays[tray].says))
          .map((tray) => (
            <Button
              key={tray}
              tone={tray === 'reply' ? 'strong' : 'plain'}
              aria-expanded={open === tray}
              onClick={() => setOpen(open === tray ? null : tray)}
              data-step={tray}
            >
              <Icon name={trays[tray].icon} /> {t(`open.${tray}`)}
            </Button>
          ))}
        <SupervisorSpoke row={row} acting={acting} may={may} />
        <AtOnce row={row} acting={acting} may={may} />
        {!isOver && may('assist.requested') && (
          <CallLead caseId={row.id} contact={contact?.id ?? null} acting={acting} />
        )}
        <More row={row} may={may} acting={acting} onOpen={setOpen} />
      </div>
      {Form !== null && open !== null && (
        <section
          aria-label={t(`open.${open}`)}
          className="border-s-2 border-accent ps-3"
          data-tray={open}
          onKeyDown={onEscape(close)}
        >
          <Form
            key={row.id}
            subject={row.id}
            {...(contact === undefined ? {} : { contact })}
            acting={acting}
            done={(taken) => taken && close()}
          />
        </section>
      )}
      <Fault text={acting.fault} />
    </div>
  )
}
