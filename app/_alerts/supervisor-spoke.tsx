'use client'
import { useTranslations } from 'use-intl/react'
import { mayDo } from '#core/access/command-table.ts'
import type { AlertRow } from '#core/rows/row.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

interface SupervisorSpokeProps {
  alert: AlertRow
  size?: 'small' | 'large'
}

/** The customer of this alert's case asked for a supervisor: whoever has spoken to them says so here. */
export function SupervisorSpoke({ alert, size = 'small' }: SupervisorSpokeProps) {
  const t = useTranslations('linkPage')
  const me = useMe()
  const { event, busy, fault } = useAct()
  const { about, case: caseId } = alert
  const waits = about !== null && about.supervisorAskedAt !== null && about.supervisorSeenAt === null
  if (!waits || caseId === null || me === null) return null
  const reach = me.role === 'lead' ? 'team' : 'scope'
  if (!mayDo('case.supervisor_replied', me.role, reach)) return null
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button
        size={size}
        disabled={busy}
        onClick={() => event('case.supervisor_replied', caseId)}
        data-act="spoke"
      >
        <Icon name="phone" /> {t('spoke')}
      </Button>
      <Fault text={fault} />
    </div>
  )
}
