'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { TimeChips } from './time-chips.tsx'

/** A promise is kept, moved with the customer's consent, or known to be in danger before it breaks. */
export function PromiseSteps({ id }: { id: string }) {
  const t = useTranslations('steps')
  const { event, busy, fault } = useAct()
  const [moving, setMoving] = useState(false)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <Button tone="strong" disabled={busy} onClick={() => event('promise.kept', id)}>
          <Icon name="check" /> {t('kept')}
        </Button>
        <Button disabled={busy} onClick={() => event('promise.at_risk', id)}>
          <Icon name="complaint" /> {t('atRisk')}
        </Button>
        <Button aria-expanded={moving} onClick={() => setMoving(!moving)}>
          <Icon name="clock" /> {t('move')}
        </Button>
        <Fault text={fault} />
      </div>
      {moving && (
        <TimeChips
          busy={busy}
          label={t('move')}
          onPick={(due) => event('promise.moved', id, { due }).then((taken) => taken && setMoving(false))}
        />
      )}
    </div>
  )
}
