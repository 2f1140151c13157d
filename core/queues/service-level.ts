import { answeredOf, type Counts } from './counts.ts'

/** Variants of the service level (metrics.md, "Figures"). */
export const serviceLevelVariants = ['standard', 'offered', 'answered', 'removed'] as const
export type ServiceLevelVariant = (typeof serviceLevelVariants)[number]

/** Whether a text is a denominator by which service level can be measured (docs/metrics.md). */
export function isServiceLevelVariant(text: string): text is ServiceLevelVariant {
  return serviceLevelVariants.some((variant) => variant === text)
}

/** The denominator that is usual under a site's definitions: in China and Taiwan all that were offered. */
export function variantOf(definitions: 'international' | 'china' | 'taiwan'): ServiceLevelVariant {
  return definitions === 'international' ? 'standard' : 'offered'
}

/** A share, or null where there is nothing to divide by: never 0 or 1 for want of calls. */
export function ratio(above: number, below: number): number | null {
  return below > 0 ? above / below : null
}

/**
 * Service level of summed counts by metrics.md; `waitingLate` (entries waiting longer than the target) is added
 * below the line for "now", 0 otherwise. A share from 0 to 1, or null.
 */
export function serviceLevel(counts: Counts, variant: ServiceLevelVariant, waitingLate = 0): number | null {
  const answered = answeredOf(counts)
  switch (variant) {
    case 'standard':
      return ratio(counts.answeredInTarget, answered + counts.abandoned + waitingLate)
    case 'offered':
      return ratio(counts.answeredInTarget, counts.offered - counts.waiting - counts.turnedAway + waitingLate)
    case 'answered':
      return ratio(counts.answeredInTarget, answered + waitingLate)
    case 'removed':
      return ratio(
        counts.answeredInTarget + counts.shortAbandoned + counts.abandonedInTarget + counts.callbackInTarget,
        counts.offered - counts.waiting + waitingLate,
      )
    default: {
      const never: never = variant
      return never
    }
  }
}

/** abandoned ÷ (answered + abandoned), or in the `offered` variants all abandons ÷ (offered − waiting − turnedAway). */
export function abandonRate(counts: Counts, variant: ServiceLevelVariant): number | null {
  if (variant === 'offered')
    return ratio(
      counts.abandoned + counts.shortAbandoned,
      counts.offered - counts.waiting - counts.turnedAway,
    )
  return ratio(counts.abandoned, answeredOf(counts) + counts.abandoned)
}

/** answered ÷ (offered − waiting − turnedAway). */
export function answerRate(counts: Counts): number | null {
  return ratio(answeredOf(counts), counts.offered - counts.waiting - counts.turnedAway)
}
