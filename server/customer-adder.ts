import { withCustomer } from '#core/event/customer-key.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import type { Base } from './base.ts'

/** Gives an event the customer that its phone stands for, by the site's own key and its zone's way of dialling. */
export function customerAdder(base: Pick<Base, 'secrets' | 'siteNow'>): (event: AnyEvent) => AnyEvent {
  const hash = keyedHash(base.secrets.customerKey)
  return (event) => withCustomer(event, base.siteNow().site.timezone, hash)
}
