'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { StateShape } from '../../_ui/status-icon.tsx'
import type { Lane } from './deliveries.ts'

/** How each way out does: what waits on it, and since when it fails. */
export function LaneList({ lanes }: { lanes: readonly Lane[] }) {
  const t = useTranslations('deliveries')
  const format = useFormats()
  return (
    <ul>
      {lanes.map(({ line, waiting, sending, failed }) => {
        const mark = failed === null ? 'ok' : failed.failing ? 'breached' : 'warned'
        return (
          <li key={line} data-line={line} className="border-b border-line py-2.5">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <StateShape mark={mark} className="self-center" />
              <b>{line}</b>
              <span className="text-ink-2">{t('waiting', { count: waiting + sending })}</span>
            </p>
            {failed !== null && (
              <p className="text-sm text-breach">
                {t(failed.failing ? 'failing' : 'failed', {
                  count: failed.failures,
                  time: format.dayTime(failed.since),
                  reason: failed.reason,
                })}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}
