import type { Bench } from './bench-result.ts'
import { compareIngest } from './ingest/compare.ts'

/** 500 events a request as NDJSON, 8 connections. */
export const bench: Bench = async () => [
  await compareIngest({ name: 'ingest-batch', perRequest: 500, connections: 8, least: 0.45 }),
]
