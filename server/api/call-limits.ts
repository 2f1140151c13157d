import { sourceOf } from '#core/access/source-of.ts'
import type { Identity } from '#core/access/viewer.ts'
import { type LimitName, type Limits, usualLimits } from '#core/site/limits.ts'
import { addressBlock } from '../http/address-block.ts'
import { type BucketRate, createBuckets } from '../http/buckets.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'

/** True while who calls, by their address or id, may go on. */
export type CallLimit = (who: string) => boolean

/** The same, as the seconds to wait; 0: they may go on. `count`: of so many, all or none; `key`: whose share it is of, if not the caller's. */
export type CallWait = (who: string, more?: { readonly count?: number; readonly key?: string }) => number

export interface CallLimitOptions {
  /** The limits in force; not given: the usual ones. */
  readonly limits?: () => Limits
  /** Told who met one; not given: nobody is. */
  readonly limitWatch?: Pick<LimitWatch, 'met' | 'near' | 'watch'>
  /** Milliseconds of a clock that never steps. */
  readonly now?: () => number
}

interface Limited {
  /** The two halves of a bucket; who meets it is said to have met the first. */
  readonly names: readonly [named: LimitName, other: LimitName]
  readonly rate: (limits: Limits) => BucketRate
  /** What a caller is: an address counts by its block (of IPv6, the /64); a sender is named as the log names them. */
  readonly who: 'address' | 'person' | 'sender'
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
  searches: {
    names: ['searchesPerSec', 'searchesAtOnce'],
    rate: (limits) => ({ perSec: limits.searchesPerSec, burst: limits.searchesAtOnce }),
    who: 'person',
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
  commands: {
    names: ['commandsPerSec', 'commandsAtOnce'],
    rate: (limits) => ({ perSec: limits.commandsPerSec, burst: limits.commandsAtOnce }),
    who: 'sender',
  },
  asks: {
    names: ['asksAtOnce', 'askSec'],
    rate: (limits) => ({ perSec: 1 / limits.askSec, burst: limits.asksAtOnce }),
    who: 'sender',
  },
  watches: {
    names: ['watchesPerSec', 'watchesAtOnce'],
    rate: (limits) => ({ perSec: limits.watchesPerSec, burst: limits.watchesAtOnce }),
    who: 'sender',
  },
} as const satisfies Record<string, Limited>

/** Slows down what costs something, or may be guessed, and what people ask by hand. */
export interface CallLimits {
  readonly links: CallLimit
  readonly screenCodes: CallLimit
  readonly searches: CallLimit
  readonly methodTests: CallLimit
  readonly methodCodes: CallLimit
  /** What a person or token sends that changes something, over all their screens and by HTTP. */
  readonly commands: CallWait
  /** What colleagues are told of at once, on their phones too. */
  readonly asks: CallWait
  /** Asking for another view; the share is the screen's. */
  readonly watches: CallWait
}

export function createCallLimits(options: CallLimitOptions): CallLimits {
  const wait = (limited: Limited) => createCallWait(limited, options)
  const may = (limited: Limited): CallLimit => {
    const waits = wait(limited)
    return (who) => waits(who) === 0
  }
  return {
    links: may(LIMITED.links),
    screenCodes: may(LIMITED.screenCodes),
    searches: may(LIMITED.searches),
    methodTests: may(LIMITED.methodTests),
    methodCodes: may(LIMITED.methodCodes),
    commands: wait(LIMITED.commands),
    asks: wait(LIMITED.asks),
    watches: wait(LIMITED.watches),
  }
}

function createCallWait({ names, rate, who }: Limited, options: CallLimitOptions): CallWait {
  const { limits = () => usualLimits, limitWatch } = options
  const buckets = createBuckets(undefined, options.now)
  limitWatch?.watch(() => {
    const used = buckets.mostUsed(rate(limits()))
    return Object.fromEntries(names.map((name) => [name, used]))
  })
  return (caller, { count = 1, key = caller } = {}) => {
    const waitSec = buckets.take(who === 'address' ? addressBlock(key) : key, rate(limits()), count)
    if (waitSec === 0) return 0
    limitWatch?.met(names[0], who === 'sender' ? caller : `${who}/${caller}`)
    for (const name of names) limitWatch?.near(name, 1)
    return waitSec
  }
}

/** A caller as those who met a limit are named: people and tokens as in the log, a television by its id. */
export function callerNameOf(identity: Identity): string {
  if (identity.kind === 'screen') return `screen/${identity.screen}`
  return identity.kind === 'person'
    ? sourceOf({ kind: 'person', id: identity.person })
    : sourceOf({ kind: 'token', id: identity.name })
}
