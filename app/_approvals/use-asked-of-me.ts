import type { ApprovalRow } from '#core/rows/case-rows.ts'
import { useAllRows } from '../_live/use-live.ts'
import { isAskedOfMe } from '../_shell/asked-of-me.ts'
import { useFacts, useMe } from '../_shell/facts.ts'

/** The approvals that wait for the reader. */
export function useAskedOfMe(): readonly ApprovalRow[] {
  const me = useMe()
  const facts = useFacts()
  return useAllRows('approval').filter((row) => isAskedOfMe(row, me, facts))
}
