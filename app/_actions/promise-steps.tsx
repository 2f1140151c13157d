'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useKeepFocus } from '../_ui/use-keep-focus.ts'
import { TimeChips } from './time-chips.tsx'
import { WrittenStep } from './written-step.tsx'

/** A promise is kept, moved with the customer's consent, or known to be in danger before it breaks. */
export function PromiseSteps({ id }: { id: string }) {
  const t = useTranslations('steps')
  const acting = useAct()
  const { event, busy, fault } = acting
  const row = useRow('promise', id)
  const owning = useRow('case', row?.case ?? '')
  const [moving, setMoving] = useState(false)
  const focus = useKeepFocus('[data-act="move"]', moving ? () => setMoving(false) : null)
  return (
    <div className="grid gap-3" {...focus}>
      <div className="flex flex-wrap items-center gap-1.5">
        <Button tone="strong" disabled={busy} onClick={() => event('promise.kept', id)} data-act="kept">
          <Icon name="check" /> {t('kept')}
        </Button>
        <Button disabled={busy} onClick={() => event('promise.at_risk', id)} data-act="at-risk">
          <Icon name="complaint" /> {t('atRisk')}
        </Button>
        <Button aria-expanded={moving} onClick={() => setMoving(!moving)} data-act="move">
          <Icon name="clock" /> {t('move')}
        </Button>
        <WrittenStep id={id} acting={acting} />
        <Button disabled={busy} onClick={() => event('promise.withdrawn', id)} data-act="withdraw">
          <Icon name="cross" /> {t('withdrawPromise')}
        </Button>
        <Fault text={fault} />
      </div>
      {moving && (
        <TimeChips
          busy={busy}
          label={t('move')}
          queue={owning?.queue ?? null}
          onPick={(due) => event('promise.moved', id, { due }).then((taken) => taken && setMoving(false))}
        />
      )}
    </div>
  )
}
