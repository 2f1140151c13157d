import { expect, it } from 'vitest'
import { siteSchema } from '../site/site-schema.ts'
import { createTermsHistory } from './queue-terms.ts'

const site = (withinSec: number) =>
  siteSchema.parse({ site: { id: 's' }, queues: [{ id: 'q', target: { share: 0.8, withinSec } }] })

it('judges what was before the log’s first set by that set, whatever a process was started with', () => {
  const first = createTermsHistory()
  first.apply(site(20), 1_000)
  first.apply(site(40), 2_000)
  const restarted = createTermsHistory()
  restarted.apply(site(40), 0)
  restarted.apply(site(20), 1_000)
  restarted.apply(site(40), 2_000)
  for (const terms of [first, restarted])
    expect([500, 1_500, 2_500].map((at) => terms.at('q', at).withinMs)).toEqual([20_000, 20_000, 40_000])
})

it('judges an entry that came at the very instant of a new set by the new set', () => {
  const terms = createTermsHistory()
  terms.apply(site(20), 1_000)
  terms.apply(site(40), 2_000)
  expect([1_999, 2_000].map((at) => terms.at('q', at).withinMs)).toEqual([20_000, 40_000])
})
