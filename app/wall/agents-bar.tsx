'use client'
import { useTranslations } from 'use-intl/react'
import type { QueueRow } from '#core/rows/row.ts'
import { useFormats } from '../_format/use-words.ts'

/** Where the agents of a queue are: lengths for the eye, counts with words beneath, and the callbacks that wait for them. */
export function AgentsBar({ row }: { row: QueueRow }) {
  const t = useTranslations('agents')
  const wall = useTranslations('wall')
  const format = useFormats()
  const { agents, callbacks } = row
  const parts = [
    ['available', agents.available],
    ['ringing', agents.ringing ?? 0],
    ['busy', agents.busyHere ?? 0],
    ['elsewhere', agents.busyElsewhere ?? 0],
    ['wrapUp', agents.wrapUp ?? 0],
    ['away', agents.away ?? 0],
  ] as const
  return (
    <div className="agents">
      <div className="agents-bar state-colour" aria-hidden="true">
        {parts.map(
          ([part, count]) =>
            count !== null && count > 0 && <span key={part} data-part={part} style={{ flexGrow: count }} />,
        )}
      </div>
      <ul className="agents-words">
        {callbacks.overdue > 0 && (
          <li className="agents-callbacks" data-overdue="true">
            {wall('callbacksOverdue', { count: callbacks.overdue })}
          </li>
        )}
        {parts.map(
          ([part, count]) =>
            (part === 'available' || count > 0) && (
              <li key={part} data-part={part} data-none={count === 0}>
                <b className="figure">{format.count(count)}</b> {t(part)}
              </li>
            ),
        )}
        {callbacks.overdue === 0 && callbacks.open > 0 && (
          <li className="agents-callbacks">{wall('callbacksOpen', { count: callbacks.open })}</li>
        )}
      </ul>
    </div>
  )
}
