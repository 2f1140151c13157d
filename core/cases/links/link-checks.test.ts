import { expect, test } from 'vitest'
import { createLinkChecks } from './link-checks.ts'

test('a customer who is brought into doubt once more by another of those who are due is looked at once', () => {
  const looked: string[] = []
  const visits: Record<string, { id: string; queuedAt: number }[]> = {
    lin: [{ id: 'of-lin', queuedAt: 1 }],
    wu: [{ id: 'of-wu', queuedAt: 1 }],
  }
  const doubts = createLinkChecks({
    customers: { hasOther: () => true, visitsSince: (customer) => visits[customer]! },
    now: () => 10,
    derive(contact) {
      looked.push(contact)
      if (contact === 'of-lin') doubts.addSince('wu', 1)
    },
  })
  doubts.addSince('lin', 0)
  doubts.addSince('wu', 0)
  doubts.settle(false)
  expect(looked).toEqual(['of-lin', 'of-wu'])
  expect(doubts.next()).toBeNull()
})
