'use client'
import type { QueueRow } from '#core/row.ts'
import { sinceText, waitText } from '../_live/duration.ts'
import { Since, Wait } from './ticking.tsx'

type WaitRow = Pick<QueueRow, 'oldestWaitingAt' | 'knownUntil'>

interface QueueWaitProps {
  row: WaitRow
  /** As few characters as a tile has room for. */
  short?: boolean
}

/** A queue's longest wait, running; it stands still, and is marked, from when on nobody knows whether the caller is still there. */
export function QueueWait({ row, short = false }: QueueWaitProps) {
  const { oldestWaitingAt, knownUntil } = row
  if (oldestWaitingAt === null) return <>–</>
  if (knownUntil === null) return short ? <Wait at={oldestWaitingAt} /> : <Since at={oldestWaitingAt} />
  const from = Date.parse(oldestWaitingAt)
  const until = Math.max(from, Date.parse(knownUntil))
  return (
    <time
      dateTime={oldestWaitingAt}
      className="figure underline decoration-dotted decoration-1 underline-offset-4"
      data-stopped=""
    >
      {(short ? waitText : sinceText)(from, until)}
    </time>
  )
}
