'use client'
import { useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/rows/row.ts'
import { useMe } from '../_shell/facts.ts'
import { Fault } from '../_ui/fault.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import { useFaultText } from '../_ui/use-fault-text.ts'
import { AckIcon } from './ack-icon.tsx'
import { ActButtons } from './act-buttons.tsx'
import { useAck } from './use-ack-queue.ts'
import { useActSummary } from './use-act-summary.ts'
import { type Done, useAlertActs } from './use-alert-acts.ts'

interface AlertActionsProps {
  alerts: readonly AlertRow[]
  size?: 'small' | 'large'
  /** In a card, whose own buttons lead: all acts, or on a phone only the one that takes. */
  inCard?: 'all' | 'take'
}

/** Why the act was not done on the one conversation; null: it was, or will be. */
function useRefusal(): (done: Done | null) => string | null {
  const faultText = useFaultText()
  return (done) => {
    if (done === null) return null
    const { quicker, over, why } = done.outcome
    if (why !== null) return faultText(why.code, why.message)
    if (quicker.length > 0) return faultText('taken', quicker[0]!.by)
    return over > 0 ? faultText('resolved', '') : null
  }
}

/** Take it, be reminded later, or give it to somebody: for all alerts of the conversation at once. */
export function AlertActions({ alerts, size = 'small', inCard }: AlertActionsProps) {
  const t = useTranslations('alert')
  const me = useMe()
  const refusalOf = useRefusal()
  const summary = useActSummary()
  const onLate = (late: Done) => showLateFault(refusalOf(late) ?? '')
  const { act, busy, done } = useAlertActs({ summary, onLate })
  const open = alerts.filter(({ state }) => state !== 'resolved')
  const mine = open.every((alert) => alert.state === 'acked' && alert.ackedBy === me?.id)
  const ack = useAck(open.map(({ id }) => id))
  const sending = ack?.state.is === 'waiting'
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ActButtons
        onAct={(deed) => void act(deed, [open])}
        size={size}
        busy={busy}
        take={mine ? t('mine') : t('take')}
        taken={mine || sending}
        alert={open[0] ?? null}
        led={inCard}
      />
      {ack !== null && (!mine || ack.state.is === 'sent') && <AckIcon ack={ack} />}
      {/* What became of a kept press is said by its mark. */}
      <Fault text={ack !== null && done?.deed.is === 'take' ? null : refusalOf(done)} />
    </div>
  )
}
