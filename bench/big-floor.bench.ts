import type { BenchParts } from './bench-result.ts'
import { growth } from './big-floor/parts/growth.ts'
import { memory } from './big-floor/parts/memory.ts'
import { morning } from './big-floor/parts/morning.ts'
import { oneWall } from './big-floor/parts/one-wall.ts'
import { pages } from './big-floor/parts/pages.ts'
import { sockets } from './big-floor/parts/sockets.ts'
import { startPart } from './big-floor/parts/start.ts'
import { storm } from './big-floor/parts/storm.ts'
import { threeServers } from './big-floor/parts/three-servers.ts'

/**
 * A hall of 60 queues, 600 agents and 60 events a second: what it costs server and screens, and how little of that hangs
 * on the open cases. Each part starts a Huiyin of its own.
 */
export const parts: BenchParts = {
  ...{ sockets, growth, memory, pages, storm, start: startPart, morning },
  'one-wall': oneWall,
  'three-servers': threeServers,
}
