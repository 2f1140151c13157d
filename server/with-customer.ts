import { createHmac } from 'node:crypto'
import { withCustomer } from '#core/event/customer-key.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { Base } from './base.ts'

/** So much of the hash stands for a number. */
export const HASH_LETTERS = 24

/** Gives an event the customer that its phone stands for, by the site's own key and its zone's way of dialling. */
export function customerAdder(base: Pick<Base, 'secrets' | 'siteNow'>): (event: AnyEvent) => AnyEvent {
  const hash = (text: string) =>
    createHmac('sha256', base.secrets.customerKey).update(text).digest('hex').slice(0, HASH_LETTERS)
  return (event) => withCustomer(event, base.siteNow().site.timezone, hash)
}
