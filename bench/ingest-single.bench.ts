import type { Bench } from './bench-result.ts'
import { compareIngest } from './ingest/compare.ts'

/** One event a request, 64 connections. */
export const bench: Bench = async () => [
  await compareIngest({ name: 'ingest-single', perRequest: 1, connections: 64, least: 0.6 }),
]
