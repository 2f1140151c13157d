import { type DeliverySetup, startDelivery } from './delivery.ts'

/** A delivery worker of its own that a test can kill: `delivery-process.ts REDIS_URL SETUP_AS_JSON`. */
const [, , url, setup] = process.argv
startDelivery(url!, JSON.parse(setup!) as DeliverySetup).work()
