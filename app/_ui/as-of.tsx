'use client'
import { useEffect, useMemo, useRef } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { useLive } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'

/**
 * "As of hh:mm:ss": the server's time of what is shown. It stands still while the server is not heard,
 * because then nothing newer is known.
 */
export function AsOf({ className = '' }: { className?: string }) {
  const t = useTranslations('frame')
  const { store, ticker } = useLive()
  const { timezone } = useFacts()
  const locale = useLocale()
  const node = useRef<HTMLTimeElement>(null)
  const format = useMemo(
    () => new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23', timeZone: timezone }),
    [locale, timezone],
  )
  useEffect(
    () =>
      ticker.add((now) => {
        const heardAt = store.hearing().heardAt
        if (node.current === null || now === null || heardAt === null) return
        const silentMs = performance.now() - heardAt
        const shown = silentMs > 5_000 ? now - silentMs * store.clock.speed : now
        const text = format.format(shown)
        if (node.current.textContent !== text) node.current.textContent = text
      }),
    [ticker, store, format],
  )
  return (
    <span className={`has-[time:empty]:invisible ${className}`}>
      <span>{t('asOf')}</span> <time ref={node} className="figure" data-as-of="" />
    </span>
  )
}
