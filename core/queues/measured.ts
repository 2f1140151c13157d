import type { FeedsBehind } from '../feeds/feeds-behind.ts'
import type { QueueRow } from '../rows/row.ts'
import type { ServiceLevelVariant } from './service-level.ts'

/** The figures of a queue that hang on feeds. */
export type FeedMetrics = Omit<
  QueueRow,
  | 'id'
  | 'name'
  | 'listed'
  | 'callbacks'
  | 'cases'
  | 'target'
  | 'opensAt'
  | 'feeds'
  | 'feedTroubles'
  | 'knownUntil'
>

/** What cannot be told apart from other leaving without the class `call`. */
const BY_CALL = ['abandoned', 'shortAbandoned', 'left', 'abandonRate'] as const
/** What is computed from abandoned calls by these variants of the service level. */
const LEVELS = ['serviceLevel', 'serviceLevelNow', 'serviceLevel30m'] as const
const WITH_ABANDONED: ReadonlySet<ServiceLevelVariant> = new Set(['standard', 'removed'])

function without<K extends keyof FeedMetrics>(metrics: FeedMetrics, names: readonly K[]): FeedMetrics {
  return { ...metrics, ...Object.fromEntries(names.map((name) => [name, null])) }
}

/** Every figure null. */
const allNull = <T extends object>(figures: T): T => ({
  ...figures,
  ...Object.fromEntries(Object.keys(figures).map((name) => [name, null])),
})

function nothing(metrics: FeedMetrics): FeedMetrics {
  const { agents, ...rest } = metrics
  return { ...allNull(rest), agents: allNull(agents) }
}

/**
 * The figures as far as they are measured: what hangs on a right that the account of a feed lacks, or on a feed of
 * which nothing was ever heard, is null.
 */
export function measured(
  metrics: FeedMetrics,
  { missing, never }: FeedsBehind,
  variant: ServiceLevelVariant,
): FeedMetrics {
  if (never || missing.includes('agent')) return nothing(metrics)
  let seen = metrics
  if (missing.includes('call')) {
    seen = without(seen, BY_CALL)
    if (WITH_ABANDONED.has(variant)) seen = without(seen, LEVELS)
  }
  return missing.includes('user') ? without(seen, ['turnedAway']) : seen
}
