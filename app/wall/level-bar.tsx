'use client'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/row.ts'
import { useFormats } from '../_format/use-words.ts'
import { isQueueClosed } from '../_work-items/queue-status.ts'

/** The service level as a length against the notch of its target, and how the last half hour went. */
export function LevelBar({ row }: { row: QueueRow }) {
  const t = useTranslations('wall')
  const format = useFormats()
  const level = row.serviceLevelNow ?? 0
  const { target } = row
  const below =
    !isQueueClosed(row) &&
    target !== null &&
    row.serviceLevelNow !== null &&
    row.serviceLevelNow < target.share
  return (
    <div className="level">
      <div className="level-track" data-below={below} aria-hidden="true">
        <span className="level-fill state-colour" style={{ inlineSize: `${level * 100}%` }} />
        {target !== null && <span className="level-notch" style={{ left: `${target.share * 100}%` }} />}
      </div>
      <p className="level-words">
        <span>
          {target === null
            ? t('noTarget')
            : t('target', { share: format.share(target.share), seconds: target.withinSec })}
        </span>
        <span>{t('last30', { share: format.shareDown(row.serviceLevel30m) })}</span>
      </p>
    </div>
  )
}
