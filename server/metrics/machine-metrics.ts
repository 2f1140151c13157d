import type { MachineNote } from '#core/machine/machine-note.ts'
import { roomOf } from '#platform/free-room.ts'
import type { UnhandledCounts } from '#store/stray-rejections.ts'
import type { ServerMetrics } from './server-metrics.ts'

export interface MachineMetricsOptions {
  readonly dataDir: string
  readonly notes: () => readonly MachineNote[]
  /** Of this process, and of the script that started it. */
  readonly strayRejections: () => number
  readonly strayInStart: () => number
  readonly strayCounts: Pick<UnhandledCounts, 'read'>
}

/** How the machine does, and what failed in each process without anybody waiting for it. */
export function machineMetrics(
  metrics: Pick<ServerMetrics, 'gauge' | 'gauges'>,
  { dataDir, notes, strayRejections, strayInStart, strayCounts }: MachineMetricsOptions,
): void {
  metrics.gauge(
    'huiyin_disk_free_bytes',
    'Room on the disk of the data folder',
    () => roomOf(dataDir).freeBytes,
  )
  metrics.gauge('huiyin_log_lines_dropped', 'Lines of logs/ that could not be written since the start', () =>
    notes().reduce((sum, note) => sum + (note.code === 'log_lines_dropped' ? note.count : 0), 0),
  )
  metrics.gauges(
    'huiyin_unhandled_rejections',
    'Failures that nobody waited for: of this server and the start script since they started, of the workers in all',
    'process',
    async () => ({
      ...{ server: strayRejections(), start: strayInStart(), workers: 0 },
      ...(await strayCounts.read()),
    }),
  )
  metrics.gauges(
    'huiyin_crash_loops',
    'Ends within minutes of a part that is started again and again',
    'part',
    async () =>
      Object.fromEntries(
        notes().flatMap((note) => (note.code === 'crash_loop' ? [[note.part, note.times]] : [])),
      ),
  )
}
