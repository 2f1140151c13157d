import { instantText } from '../rows/row.ts'
import { compareTransitions, type RuleTransition } from './rule-transition.ts'
import { type EmittedTransition, transitionKey } from './transition-key.ts'

/** A line as contract §7 prints it. */
export interface PrintedTransition {
  readonly at: string
  readonly rule: string
  readonly subject: string
  readonly run: number
  readonly to: RuleTransition['to']
  readonly dueAt?: string
  readonly stage?: number
}

/** What stands of what was said: a line that later evidence took back is as if it had never been said. */
function status(emitted: readonly EmittedTransition[]): RuleTransition[] {
  const transitions: (RuleTransition | null)[] = []
  const places = new Map<string, number[]>()
  for (const transition of emitted) {
    if (transition.to === 'voided') {
      const place = places.get(transitionKey({ ...transition, to: transition.voids }))?.pop()
      if (place !== undefined) transitions[place] = null
      continue
    }
    const key = transitionKey(transition)
    const place = transitions.push(transition) - 1
    const there = places.get(key)
    if (there === undefined) places.set(key, [place])
    else there.push(place)
  }
  return transitions.filter((transition) => transition !== null)
}

function printed({ at, rule, subject, run, to, dueAt, stage }: RuleTransition): PrintedTransition {
  return {
    ...{ at: instantText(at), rule, subject, run, to },
    ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    ...(stage === undefined ? {} : { stage }),
  }
}

/** Lines to print, in the order of contract §7: at, rule, subject, run, then as it happened. */
export function transitionsToPrint(emitted: readonly EmittedTransition[]): PrintedTransition[] {
  return status(emitted).sort(compareTransitions).map(printed)
}

/** What only one of two rule sets says, in the same order, each line with the set that says it. */
export function difference(
  config: readonly PrintedTransition[],
  against: readonly PrintedTransition[],
): ({ only: 'config' | 'against' } & PrintedTransition)[] {
  const left = new Map<string, number>()
  for (const line of against) left.set(JSON.stringify(line), (left.get(JSON.stringify(line)) ?? 0) + 1)
  const both = new Map<string, number>()
  const onlyConfig = config.filter((line) => {
    const key = JSON.stringify(line)
    const count = left.get(key) ?? 0
    if (count === 0) return true
    left.set(key, count - 1)
    both.set(key, (both.get(key) ?? 0) + 1)
    return false
  })
  const onlyAgainst = against.filter((line) => {
    const key = JSON.stringify(line)
    const count = both.get(key) ?? 0
    if (count > 0) both.set(key, count - 1)
    return count === 0
  })
  return [
    ...onlyConfig.map((line) => ({ only: 'config' as const, ...line })),
    ...onlyAgainst.map((line) => ({ only: 'against' as const, ...line })),
  ].sort((a, b) => {
    for (const key of ['at', 'rule', 'subject'] as const)
      if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1
    return a.run - b.run
  })
}
