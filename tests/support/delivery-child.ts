import { type Child, startChild } from './child-process.ts'
import type { DeliverySetup } from './delivery.ts'

const FILE = new URL('./delivery-process.ts', import.meta.url).pathname

/** Starts a delivery worker in a process of its own. */
export function startDeliveryChild(url: string, setup: Pick<DeliverySetup, 'targets'>): Child {
  return startChild(process.execPath, [FILE, url, JSON.stringify(setup)])
}
