'use client'
import { type ComponentType, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/case-rows.ts'
import type { EventType } from '#core/event-data.ts'
import { CallLead } from '../_assists/call-lead.tsx'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon, type IconName } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { ApprovalStep } from './approval-step.tsx'
import { HandoffStep } from './handoff-step.tsx'
import { PromiseStep } from './promise-step.tsx'
import { ReplyStep } from './reply-step.tsx'
import { useMay } from './use-may.ts'
import type { WorkItemAction } from './work-item-action.ts'

type Tray = 'reply' | 'promise' | 'handoff' | 'approval'

const trays: Record<Tray, { icon: IconName; form: ComponentType<WorkItemAction>; says: EventType }> = {
  reply: { icon: 'chat', form: ReplyStep, says: 'case.replied' },
  promise: { icon: 'promise', form: PromiseStep, says: 'promise.made' },
  handoff: { icon: 'handoff', form: HandoffStep, says: 'handoff.sent' },
  approval: { icon: 'approval', form: ApprovalStep, says: 'approval.requested' },
}
const order: Tray[] = ['reply', 'promise', 'handoff', 'approval']

/** What can be done for a case, one press each; what needs a word or a time opens beneath. */
export function CaseSteps({ row }: { row: CaseRow }) {
  const t = useTranslations('steps')
  const may = useMay(row)
  const acting = useAct()
  const [open, setOpen] = useState<Tray | null>(null)
  const Form = open === null ? null : trays[open].form
  const waiting = row.state === 'waiting'
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-1.5">
        {order
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
        {may('case.waiting') && (
          <Button
            disabled={acting.busy}
            onClick={() => acting.event(waiting ? 'case.resumed' : 'case.waiting', row.id)}
            data-step="wait"
          >
            <Icon name="pause" /> {t(waiting ? 'resume' : 'wait')}
          </Button>
        )}
        {may('case.escalation_requested') && (
          <Button
            disabled={acting.busy}
            onClick={() => acting.event('case.escalation_requested', row.id)}
            data-step="lead"
          >
            <Icon name="flag" /> {t('fetchLead')}
          </Button>
        )}
        {may('assist.requested') && <CallLead caseId={row.id} acting={acting} />}
        {may('case.resolved') && (
          <Button
            disabled={acting.busy}
            onClick={() => acting.event('case.resolved', row.id, { outcome: 'solved' })}
            data-step="solve"
          >
            <Icon name="check" /> {t('solve')}
          </Button>
        )}
      </div>
      {Form !== null && (
        <div className="border-s-2 border-accent ps-3">
          <Form subject={row.id} acting={acting} done={(taken) => taken && setOpen(null)} />
        </div>
      )}
      <Fault text={acting.fault} />
    </div>
  )
}
