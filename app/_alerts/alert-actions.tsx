'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/row.ts'
import { useFacts, useMe } from '../_frame/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct, useFaultText } from '../_ui/use-act.ts'
import { AckMark } from './ack-mark.tsx'
import { useAck } from './use-ack-queue.ts'
import { useTake } from './use-take.ts'

const SNOOZES_MIN = [10, 30, 60, 240]

interface AlertActionsProps {
  alerts: readonly AlertRow[]
  size?: 'small' | 'large'
}

/** Take it, be reminded later, or give it to somebody: for all alerts of the conversation at once. */
export function AlertActions({ alerts, size = 'small' }: AlertActionsProps) {
  const t = useTranslations('alert')
  const me = useMe()
  const { people = [] } = useFacts()
  const { act, busy, fault } = useAct()
  const [refused, setRefused] = useState<string | null>(null)
  const take = useTake()
  const faultText = useFaultText()
  const open = alerts.filter(({ state }) => state !== 'resolved')
  /** What I see of it now: who presses at the same moment is told who was quicker. */
  const untaken = ({ state, ackedBy }: AlertRow) => state !== 'acked' || ackedBy === me?.id
  const each = (name: string, body: Record<string, unknown>) =>
    Promise.all(open.map((alert) => act(name, { ...body, subject: alert.id, untaken: untaken(alert) })))
  const mine = open.every((alert) => alert.state === 'acked' && alert.ackedBy === me?.id)
  const ack = useAck(open.map(({ id }) => id))
  const sending = ack?.state.is === 'waiting'
  async function takeAll(): Promise<void> {
    const refusal = await take(open.map((alert) => ({ alert: alert.id, untaken: untaken(alert) })))
    setRefused(refusal === null ? null : faultText(refusal.code, refusal.message))
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button
        tone={mine ? 'plain' : 'strong'}
        size={size}
        className={size === 'large' ? 'min-w-40 flex-1' : ''}
        disabled={busy || mine || sending}
        onClick={takeAll}
        data-act="ack"
      >
        <Icon name="check" /> {mine ? t('mine') : t('take')}
      </Button>
      <Choose
        trigger={
          <Button size={size} disabled={busy} data-act="snooze">
            <Icon name="snooze" /> {t('snooze')}
          </Button>
        }
        choices={SNOOZES_MIN.map((minutes) => ({
          key: String(minutes),
          label: t('minutes', { count: minutes }),
          choose: () => void each('alert.snooze', { minutes }),
        }))}
      />
      {me !== null && me.role !== 'agent' && people.length > 0 && (
        <Choose
          trigger={
            <Button size={size} disabled={busy}>
              <Icon name="person" /> {t('assign')}
            </Button>
          }
          choices={people.map(({ id, name }) => ({
            key: id,
            label: name,
            choose: () => void each('alert.assign', { to: id }),
          }))}
        />
      )}
      {ack !== null && (!mine || ack.state.is === 'sent') && <AckMark ack={ack} />}
      <Fault text={fault ?? refused} />
    </div>
  )
}
