'use client'
import { useTranslations } from 'use-intl/react'
import { serviceLevelVariants, variantOf } from '#core/queues/service-level.ts'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { useAddress } from './address.ts'
import { useBasis } from './use-basis.ts'
import { useFloorDay } from './use-floor-day.ts'
import { windowFrom, windows } from './window-metrics.ts'

/** Over which span and by which variant; beside them what the figures then count. */
export function BasisPicks() {
  const t = useTranslations('basis')
  const format = useFormats()
  const { definitions } = useFacts()
  const now = useServerNow()() ?? 0
  const day = useFloorDay()
  const { window } = useBasis()
  const [windowName, setWindow] = useAddress('window')
  const [level, setLevel] = useAddress('level')
  const usual = variantOf(definitions ?? 'international')
  return (
    <>
      <span className="text-xs text-ink-3" data-basis={window}>
        {t('since', { time: format.time(windowFrom(window, day.from, now)) })}
      </span>
      <FilterSelect
        label={t('window.label')}
        all={t('window.day')}
        value={windowName}
        onPick={setWindow}
        options={windows.slice(1).map((id) => ({ id, name: t(`window.${id}`) }))}
      />
      <FilterSelect
        label={t('level.label')}
        all={t(`level.${usual}`)}
        value={level}
        onPick={setLevel}
        options={serviceLevelVariants
          .filter((id) => id !== usual)
          .map((id) => ({ id, name: t(`level.${id}`) }))}
      />
    </>
  )
}
