'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { TimeChips } from './time-chips.tsx'
import { useSay } from './use-say.ts'

/** A promise is kept, moved with the customer's consent, or known to be in danger before it breaks. */
export function PromiseSteps({ id }: { id: string }) {
  const t = useTranslations('steps')
  const { say, busy, fault } = useSay()
  const said = useTranslations('promiseSaid')
  const format = useFormats()
  const serverNow = useServerNow()
  const [moving, setMoving] = useState(false)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <Button tone="strong" disabled={busy} onClick={() => say('promise.kept', id, {}, said('kept'))}>
          <Icon name="check" /> {t('kept')}
        </Button>
        <Button disabled={busy} onClick={() => say('promise.at_risk', id, {}, said('atRisk'))}>
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
          onPick={(due) =>
            say('promise.moved', id, { due }, said('moved', { time: format.by(due, serverNow() ?? 0) })).then(
              (taken) => taken && setMoving(false),
            )
          }
        />
      )}
    </div>
  )
}
