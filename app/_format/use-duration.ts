'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'

/** A span of time as one says it: "1 h 33 min", "12 min", "40 s". */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations('duration')
  return useCallback(
    (seconds) => {
      const s = Math.max(0, Math.floor(seconds))
      const m = Math.floor(s / 60)
      const h = Math.floor(m / 60)
      if (h >= 48) return t('days', { d: Math.floor(h / 24), h: h % 24 })
      if (h > 0) return t('hours', { h, m: m % 60 })
      return m > 0 ? t('minutes', { m }) : t('seconds', { s })
    },
    [t],
  )
}
