'use client'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/case-rows.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import type { Acting } from '../_ui/use-act.ts'
import { useNewId } from '../_ui/use-new-id.ts'

/** My lead is asked to come over: an approval without a sum, which is on their phone at once, and says whether they come. */
export function FetchLead({ row, acting }: { row: CaseRow; acting: Acting }) {
  const t = useTranslations('steps')
  const me = useMe()
  const { people = [] } = useFacts()
  const approval = useNewId()
  const lead = people.find(({ role, team, id }) => role === 'lead' && team === me?.team && id !== me?.id)
  if (lead === undefined) return null
  const request = { case: row.id, from: lead.id, reason: t('comeOver') }
  async function fetchLead(): Promise<void> {
    if (await acting.event('approval.requested', approval.id, request)) approval.renew()
  }
  return (
    <Button disabled={acting.busy} onClick={fetchLead} data-step="fetch-lead">
      <Icon name="person" /> {t('callLead')}
    </Button>
  )
}
