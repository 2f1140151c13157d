'use client'
import { useTranslations } from 'use-intl/react'

/** "3 new": what waits to be let into a list that is being read. */
export function FreshButton({ count, onPress }: { count: number; onPress: () => void }) {
  const t = useTranslations('supervisor')
  if (count === 0) return null
  return (
    <button
      type="button"
      onClick={onPress}
      className="absolute inset-x-0 top-2 z-10 mx-auto w-fit rounded-full bg-accent px-3 py-1 text-sm font-semibold text-on-accent shadow-[0_4px_14px_var(--shade)]"
    >
      {t('fresh', { count })}
    </button>
  )
}
