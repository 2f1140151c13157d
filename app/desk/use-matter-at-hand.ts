'use client'
import type { CaseRow } from '#core/case-rows.ts'
import { useAllRows, useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'

/** The case that the moment is about: of who rings or talks, else of the next thing. */
export function useCaseAtHand(next: string | null): CaseRow | null {
  const me = useMe()
  const onLine = useAllRows('contact').find((row) => row.agent === me?.agent && row.case !== null)
  return useRow('case', onLine?.case ?? next ?? '')
}
