'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Severity } from '#core/rows/row.ts'
import { useAllRows } from '../_live/use-live.ts'
import { isAskedOfMe } from '../_shell/asked-of-me.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { useGivenToMe } from '../_work-items/use-given-to-me.ts'

/** Something that a colleague asks of me, and that rings until it is answered; or that they gave me. */
export interface ColleagueRequest {
  readonly key: string
  readonly title: string
  readonly severity: Severity
}

/** Calls for a lead of which I was told, and approvals that wait for me; the calls first. */
export function useColleagueRequests(): readonly ColleagueRequest[] {
  const t = useTranslations('asked')
  const me = useMe()
  const facts = useFacts()
  const nameOf = useNameOfAnyone()
  const assists = useAllRows('assist')
  const approvals = useAllRows('approval')
  return useMemo(() => {
    const calls = assists
      .filter(({ state, told }) => state === 'open' && told.some(({ person }) => person === me?.id))
      .map(({ id, agent, place }): ColleagueRequest => {
        const has = place === null ? 'no' : 'yes'
        const title = t('assist', { who: nameOf(agent), place: place ?? '', has })
        return { key: `assist/${id}`, title, severity: 'critical' }
      })
    const asked = approvals
      .filter((row) => isAskedOfMe(row, me, facts))
      .map(({ id, requestedBy, explanation }): ColleagueRequest => {
        const title = t('approval', { who: requestedBy === null ? '–' : nameOf(requestedBy) })
        return { key: `approval/${id} ${explanation ?? ''}`, title, severity: 'warning' }
      })
    return [...calls, ...asked]
  }, [assists, approvals, me, facts, nameOf, t])
}

/** What colleagues put into my hands: heard once, like a warning; the desk says it until it is read. */
export function useGivenSound(): readonly ColleagueRequest[] {
  const t = useTranslations('given')
  const nameOf = useNameOfAnyone()
  return useGivenToMe().map(({ key, given, text }) => {
    const title = t('heard', { name: nameOf(given.by), what: text })
    return { key, title, severity: 'warning' }
  })
}
