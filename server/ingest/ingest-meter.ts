import type { AppendOutcome } from '#store/redis/appender.ts'

export interface IngestMeter {
  /** A request was answered after `sec` seconds. */
  answered(status: number, sec: number): void
  /** What became of a feed's events. */
  events(feed: string, outcome: AppendOutcome | 'rejected' | 'clamped', count: number): void
  /** A fault that is ours, not the sender's. */
  fault(error: Error): void
}
