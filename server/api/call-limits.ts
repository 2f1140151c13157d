import { type LimitName, type Limits, usualLimits } from '#core/site/limits.ts'
import { addressBlock } from '../http/address-block.ts'
import { type BucketRate, createBuckets } from '../http/buckets.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'

/** True while who calls, by their address or id, may go on. */
export type CallLimit = (who: string) => boolean

export interface CallLimitOptions {
  /** The limits in force; not given: the usual ones. */
  readonly limits?: () => Limits
  /** Told who met one; not given: nobody is. */
  readonly limitWatch?: Pick<LimitWatch, 'met' | 'near' | 'watch'>
}

interface Limited {
  /** The two halves of a bucket; who meets it is said to have met the first. */
  readonly names: readonly [named: LimitName, other: LimitName]
  readonly rate: (limits: Limits) => BucketRate
  /** What a caller is: an address counts by its block (of IPv6, the /64). */
  readonly who: 'address' | 'person'
}

const LIMITED = {
  links: {
    names: ['linksPerSec', 'linksAtOnce'],
    rate: (limits) => ({ perSec: limits.linksPerSec, burst: limits.linksAtOnce }),
    who: 'address',
  },
  screenCodes: {
    names: ['screenCodesPerSec', 'screenCodesAtOnce'],
    rate: (limits) => ({ perSec: limits.screenCodesPerSec, burst: limits.screenCodesAtOnce }),
    who: 'address',
  },
  methodTests: {
    names: ['methodTriesAtOnce', 'methodTrySec'],
    rate: (limits) => ({ perSec: 1 / limits.methodTrySec, burst: limits.methodTriesAtOnce }),
    who: 'person',
  },
  methodCodes: {
    names: ['methodTriesAtOnce', 'methodTrySec'],
    rate: (limits) => ({ perSec: 1 / limits.methodTrySec, burst: limits.methodTriesAtOnce }),
    who: 'person',
  },
} as const satisfies Record<string, Limited>

/** Slows down what costs something, or may be guessed, and what people ask by hand. */
export type CallLimits = Readonly<Record<keyof typeof LIMITED, CallLimit>>

export function createCallLimits(options: CallLimitOptions): CallLimits {
  return {
    links: createCallLimit(LIMITED.links, options),
    screenCodes: createCallLimit(LIMITED.screenCodes, options),
    methodTests: createCallLimit(LIMITED.methodTests, options),
    methodCodes: createCallLimit(LIMITED.methodCodes, options),
  }
}

function createCallLimit({ names, rate, who }: Limited, options: CallLimitOptions): CallLimit {
  const { limits = () => usualLimits, limitWatch } = options
  const buckets = createBuckets()
  limitWatch?.watch(() => {
    const used = buckets.mostUsed(rate(limits()))
    return Object.fromEntries(names.map((name) => [name, used]))
  })
  return (caller) => {
    const key = who === 'address' ? addressBlock(caller) : caller
    const may = buckets.take(key, rate(limits())) === 0
    if (may) return true
    limitWatch?.met(names[0], `${who}/${caller}`)
    for (const name of names) limitWatch?.near(name, 1)
    return false
  }
}
