'use client'
import { useTranslations } from 'use-intl/react'
import type { AlertRow } from '#core/rows/row.ts'
import { AssignPicker } from '../_assign/assign-picker.tsx'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Icon } from '../_ui/icons.tsx'
import type { Deed } from './use-alert-acts.ts'

const SNOOZES_MIN = [10, 30, 60, 240]

interface ActButtonsProps {
  onAct: (deed: Deed) => void
  size: 'small' | 'large'
  busy: boolean
  /** What the button that takes says. */
  take: string
  /** There is nothing to take, though something to put off or to give away. */
  taken: boolean
  /** There is nothing to act on. */
  idle?: boolean
  /** What it is about, or one of many of a kind: who works in its queue and team is offered first. */
  alert: AlertRow | null
  /** Buttons above lead; `take`: on a phone the rest is done by them. */
  led?: 'all' | 'take' | undefined
}

/** Take it, be reminded later, or give it to somebody. */
export function ActButtons({ onAct, size, busy, take, taken, idle = false, alert, led }: ActButtonsProps) {
  return (
    <>
      <Button
        tone={taken || led !== undefined ? 'plain' : 'strong'}
        size={size}
        className={size === 'large' && led === undefined ? 'min-w-28 flex-1' : ''}
        disabled={busy || taken || idle}
        onClick={() => onAct({ is: 'take' })}
        data-act="ack"
      >
        <Icon name="check" /> {take}
      </Button>
      {led !== 'take' && <LaterAndAssign onAct={onAct} size={size} disabled={busy || idle} alert={alert} />}
    </>
  )
}

interface LaterAndAssignProps {
  onAct: (deed: Deed) => void
  size: 'small' | 'large'
  disabled: boolean
  alert: AlertRow | null
}

function LaterAndAssign({ onAct, size, disabled, alert }: LaterAndAssignProps) {
  const t = useTranslations('alert')
  const me = useMe()
  return (
    <>
      <Choose
        trigger={
          <Button size={size} disabled={disabled} data-act="snooze">
            <Icon name="snooze" className="max-sm:hidden" /> {t('snooze')}
          </Button>
        }
        choices={SNOOZES_MIN.map((minutes) => ({
          key: String(minutes),
          label: minutes % 60 === 0 ? t('hours', { count: minutes / 60 }) : t('minutes', { count: minutes }),
          choose: () => onAct({ is: 'snooze', minutes }),
        }))}
      />
      {me !== null && me.role !== 'agent' && (
        <AssignPicker
          as="person"
          label={t('assign')}
          queue={alert?.about?.queue ?? null}
          team={alert?.team ?? null}
          onPick={(to) => onAct({ is: 'assign', to })}
          trigger={
            <Button size={size} disabled={disabled} data-act="assign">
              <Icon name="person" className="max-sm:hidden" /> {t('assign')}
            </Button>
          }
        />
      )}
    </>
  )
}
