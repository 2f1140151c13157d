'use client'
import { useTranslations } from 'use-intl/react'
import { StateShape } from '../_ui/status-icon.tsx'

const marks = ['ok', 'warned', 'breached', 'idle', 'unknown'] as const

/** What the signs of a wall mean, for who has not learnt them. */
export function WallLegend() {
  const t = useTranslations('wall.legend')
  return (
    <ul className="wall-legend">
      {marks.map((mark) => (
        <li key={mark}>
          <StateShape mark={mark} /> {t(mark)}
        </li>
      ))}
    </ul>
  )
}
