import type { DemoContent } from '../content/content.ts'
import type { Random } from './random.ts'

export interface Customer {
  readonly phone: string
  readonly name: string
  readonly isVip: boolean
  /** What is open of them: whoever calls again is likely to call about it. */
  caseId: string | null
}

/** A person who was not heard of before; the number belongs to no network. */
export function newCustomer(random: Random, { family, given, nameOrder }: DemoContent): Customer {
  const digits = String(Math.floor(random.between(0, 1e8))).padStart(8, '0')
  const [last, first] = [random.pick(family), random.pick(given)]
  return {
    phone: `100${digits}`,
    name: nameOrder === 'given family' ? `${first} ${last}` : last + first,
    isVip: random.chance(0.04),
    caseId: null,
  }
}
