'use client'
import { useMemo } from 'react'
import { useRowValues } from '../_live/use-live.ts'
import { type BadQueue, badWeight } from './bad-queues.ts'

/** The board's bad queues in its order; the same array until a queue turns good, worse or better. */
export function useBadQueues(queues: readonly string[]): readonly BadQueue[] {
  const weights = useRowValues('queue', badWeight)
  return useMemo(
    () =>
      queues.flatMap((id) => {
        const weight = weights.get(id)
        return weight === undefined ? [] : [{ id, weight }]
      }),
    [queues, weights],
  )
}
