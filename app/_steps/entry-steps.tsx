'use client'
import { useRow } from '../_live/use-live.ts'
import type { Entry } from '../_rows/entry.ts'
import { Decide } from '../_ui/decide.tsx'
import { CallbackSteps } from './callback-steps.tsx'
import { CaseSteps } from './case-steps.tsx'
import { PromiseSteps } from './promise-steps.tsx'
import { RecoverySteps } from './recovery-steps.tsx'

/** What one can do about an entry, by what it is. */
export function EntrySteps({ entry }: { entry: Entry }) {
  const row = useRow('case', entry.caseId ?? '')
  switch (entry.type) {
    case 'callback':
      return <CallbackSteps id={entry.id} />
    case 'promise':
      return <PromiseSteps id={entry.id} />
    case 'recovery':
      return <RecoverySteps id={entry.id} />
    case 'approval':
      return <Decide approval={entry.id} size="large" />
    case 'case':
    case 'handoff':
    case 'contact':
      return row === null ? null : <CaseSteps row={row} />
    default: {
      const never: never = entry.type
      return never
    }
  }
}
