import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { LimitName } from '#core/site/limits.ts'
import type { IngestMeter } from '../ingest/ingest-meter.ts'

export interface ServerMetrics {
  readonly registry: Registry
  readonly ingest: Omit<IngestMeter, 'fault'>
  /** A limit of the site was met so many times. */
  limited(limit: LimitName, times: number): void
  /** A fault of ours, wherever it happened. */
  fault(): void
  /** A figure that is asked for when somebody looks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
  /** Several of one kind, told apart by a label. */
  gauges(name: string, help: string, label: string, read: () => Promise<Record<string, number>>): void
}

const LATENCY_SEC = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** The figures of a server process as Prometheus reads them; ids of people or customers are never labels. */
export function createServerMetrics(): ServerMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const answered = new Histogram({
    name: 'huiyin_ingest_seconds',
    help: 'Time to answer POST /api/v1/events, by status',
    labelNames: ['status'],
    buckets: LATENCY_SEC,
    registers,
  })
  const events = new Counter({
    name: 'huiyin_ingest_events_total',
    help: 'Events by feed and by what became of them',
    labelNames: ['feed', 'outcome'],
    registers,
  })
  const limited = new Counter({
    name: 'huiyin_limited_total',
    help: 'Requests, events and commands that met a limit of the site, by limit',
    labelNames: ['limit'],
    registers,
  })
  const faults = new Counter({ name: 'huiyin_faults_total', help: 'Faults of our own', registers })
  return {
    registry,
    ingest: {
      answered: (status, sec) => answered.observe({ status: String(status) }, sec),
      events: (feed, outcome, count) => events.inc({ feed, outcome }, count),
    },
    limited: (limit, times) => limited.inc({ limit }, times),
    fault: () => faults.inc(),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read())
        },
      })
    },
    gauges(name, help, label, read) {
      new Gauge({
        name,
        help,
        labelNames: [label],
        registers,
        async collect() {
          this.reset()
          for (const [value, metric] of Object.entries(await read())) this.set({ [label]: value }, metric)
        },
      })
    },
  }
}
