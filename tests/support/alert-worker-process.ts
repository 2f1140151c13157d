import { workOnAlerts } from './alert-worker.ts'

/** A worker of its own that a test can kill: `alert-worker-process.ts REDIS_URL SITE`. */
const [, , url, site] = process.argv
await workOnAlerts(url!, site!).running
