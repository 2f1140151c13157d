'use client'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { levelBand } from '../_work-items/level-band.ts'
import { isQueueClosed } from '../_work-items/queue-status.ts'

/** The service level as a length against the notch of its target, and how the last half hour went, which colours it. */
export function LevelBar({ row }: { row: QueueRow }) {
  const t = useTranslations('wall')
  const format = useFormats()
  const duration = useDuration()
  const level = row.serviceLevelNow ?? 0
  const { target } = row
  const band = isQueueClosed(row) ? null : levelBand(row)
  return (
    <div className="level">
      <div className="level-track" data-band={band} aria-hidden="true">
        <span className="level-fill state-colour" style={{ inlineSize: `${level * 100}%` }} />
        {target !== null && <span className="level-notch" style={{ left: `${target.share * 100}%` }} />}
      </div>
      <p className="level-words">
        <span>
          {target === null
            ? t('noTarget')
            : t('target', { share: format.share(target.share), time: duration(target.withinSec) })}
        </span>
        <span data-band={band}>{t('last30', { share: format.share(row.serviceLevel30m) })}</span>
      </p>
    </div>
  )
}
