import { workOnAlerts } from '#tests/support/alert-worker.ts'
import { startDelivery } from '#tests/support/delivery.ts'

/** The workers of a site, as far as alerts go: `worker-process.ts REDIS_URL SITE TARGETS`. */
const [, , url, site, targets] = process.argv
const worker = workOnAlerts(url!, site!)
startDelivery(url!, { targets: JSON.parse(targets!), stillWanted: worker.stillWanted }).work()
await worker.running
