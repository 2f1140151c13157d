import type { Floor } from '#core/floor/floor.ts'
import { INTERVAL_MS } from '#core/queues/queue-live.ts'
import { agentCounts, queueCounts } from './differences.ts'
import type { CountedRecord } from './read-records.ts'

/** The fold's records of the quarters that begin at `starts`, in the recount's words. */
export function foldedRecords(
  floor: Pick<Floor, 'ids' | 'intervals' | 'agentIntervals'>,
  starts: readonly number[],
): CountedRecord[] {
  const records: CountedRecord[] = []
  for (const start of starts) {
    for (const subject of floor.ids('queue'))
      for (const { record } of floor.intervals(subject, start, start + INTERVAL_MS))
        records.push({ kind: 'queue', subject, start, figures: queueCounts(record) })
    for (const subject of floor.ids('agent'))
      for (const { record } of floor.agentIntervals(subject, start, start + INTERVAL_MS))
        records.push({ kind: 'agent', subject, start, figures: agentCounts(record) })
  }
  return records
}
