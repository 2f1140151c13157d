import { backlog } from './archive/parts/backlog.ts'
import { lag } from './archive/parts/lag.ts'
import { size } from './archive/parts/size.ts'
import type { BenchParts } from './bench-result.ts'

/** The archive: what an event takes, how far it is behind the log, and how soon it has what it missed. */
export const parts: BenchParts = { size, lag, backlog }
