'use client'
import type { ReactNode } from 'react'
import { useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { mayDecide } from '../_shell/may-decide.ts'
import { Decide } from '../_ui/decide.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { CallbackSteps } from './callback-steps.tsx'
import { CaseAnswers } from './case-answers.tsx'
import { CaseOwner } from './case-owner.tsx'
import { CaseSteps } from './case-steps.tsx'
import { ExplainApproval } from './explain-approval.tsx'
import { HandoffAnswer } from './handoff-answer.tsx'
import { PromiseSteps } from './promise-steps.tsx'
import { RecoverySteps } from './recovery-steps.tsx'

/** Decided by who was asked; everybody else sees what is still asked, and who asked for it answers. */
function ApprovalSteps({ id }: { id: string }) {
  const me = useMe()
  const row = useRow('approval', id)
  if (row === null) return null
  return (
    <div className="grid gap-2">
      <ExplainApproval row={row} />
      {mayDecide(me, row.from) && <Decide approval={id} size="large" />}
    </div>
  )
}

function HandoffSteps({ id, children }: { id: string; children: ReactNode }) {
  const row = useRow('handoff', id)
  return (
    <div className="grid gap-2">
      {row !== null && <HandoffAnswer row={row} />}
      {children}
    </div>
  )
}

interface EntryStepsProps {
  item: WorkItem
  /** They were opened by a press: the commonest of them stands open, so that it is one press more. */
  pressed?: boolean
}

/** What one can do about an entry, by what it is. */
export function WorkItemSteps({ item, pressed = false }: EntryStepsProps) {
  const row = useRow('case', item.caseId ?? '')
  switch (item.type) {
    case 'callback':
      return <CallbackSteps id={item.id} />
    case 'promise':
      return (
        <div className="grid gap-2">
          <PromiseSteps id={item.id} />
          {row !== null && <CaseOwner row={row} ofPromise />}
        </div>
      )
    case 'recovery':
      return <RecoverySteps id={item.id} />
    case 'approval':
      return <ApprovalSteps id={item.id} />
    case 'handoff':
      return <HandoffSteps id={item.id}>{row === null ? null : <CaseSteps row={row} />}</HandoffSteps>
    case 'case':
      return row === null ? null : (
        <div className="grid gap-2">
          <CaseAnswers caseId={row.id} />
          <CaseSteps row={row} opensReply={pressed} />
          <CaseOwner row={row} />
        </div>
      )
    case 'contact':
      return row === null ? null : <CaseSteps row={row} opensReply={pressed} />
    default: {
      const never: never = item.type
      return never
    }
  }
}
