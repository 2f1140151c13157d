'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { Icon } from '../_ui/icons.tsx'
import type { Band } from '../_work-items/bands.ts'

interface BandHeadProps {
  band: Band
  count: number
  open: boolean
  onPress: (band: Band) => void
}

/** What a band is, how many stand in it and by what they are ordered; pressed, it folds or opens. */
export const BandHead = memo(function BandHead({ band, count, open, onPress }: BandHeadProps) {
  const t = useTranslations('band')
  const format = useFormats()
  return (
    <h3 className="h-full">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => onPress(band)}
        data-line=""
        data-band={band}
        className="flex h-full w-full items-center gap-x-2 border-b border-line-strong bg-surface px-1 text-start text-sm hover:bg-raised"
      >
        <Icon name="chevron" className={`text-ink-3 ${open ? 'rotate-90' : ''}`} />
        <b className="font-semibold">{t(band)}</b>
        <span className="figure text-ink-2">{format.count(count)}</span>
        <span className="ms-auto truncate text-ink-3">{t(`by.${band}`)}</span>
      </button>
    </h3>
  )
})
