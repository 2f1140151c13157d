import { keepTime } from './timekeeper.ts'

/** A worker of its own that a test can kill: `timekeeper-process.ts REDIS_URL SITE`. */
const [, , url, site] = process.argv
await keepTime(url!, site!).running
