'use client'
import type { QueueRow } from '#core/rows/row.ts'
import { Since, StillSpan } from './ticking.tsx'

type WaitRow = Pick<QueueRow, 'oldestWaitingAt' | 'knownUntil'>

/** A queue's longest wait, running; it stands still, and is marked, from when on nobody knows whether the caller is still there. */
export function QueueWait({ row }: { row: WaitRow }) {
  const { oldestWaitingAt, knownUntil } = row
  if (oldestWaitingAt === null) return <>–</>
  if (knownUntil === null) return <Since at={oldestWaitingAt} />
  const from = Date.parse(oldestWaitingAt)
  const until = Math.max(from, Date.parse(knownUntil))
  return (
    <time
      dateTime={oldestWaitingAt}
      className="figure time-span underline decoration-dotted decoration-1 underline-offset-4"
      data-stopped=""
    >
      <StillSpan seconds={(until - from) / 1_000} />
    </time>
  )
}
