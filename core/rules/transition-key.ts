import { itemAt } from '../collections/present.ts'
import type { EventName, RuleTransition } from './rule-transition.ts'

/** A line that no longer follows from the evidence: live, its alert is resolved and says why. */
export type VoidedTransition = Omit<RuleTransition, 'to'> & {
  readonly to: 'voided'
  readonly voids: RuleTransition['to']
}
export type EmittedTransition = RuleTransition | VoidedTransition

const nameText = (name: EventName | undefined) => (name === undefined ? '' : `${name.source}\n${name.id}`)

/**
 * What makes two lines the same (rules.md, "Timers"): rule, subject, the run's start event, what is said, the stage,
 * the due it was judged by and the event that caused it. The run's number and the instant are for reading.
 */
export function transitionKey(transition: RuleTransition): string {
  return keys.get(transition) ?? keyOf(transition)
}

/** Keys of lines that are said of aggregates of very many events: these are compared again and again. */
const keys = new WeakMap<RuleTransition, string>()

/** Makes the key of a line once for all: when many are compared at once that would take too long. */
export function noteKey(transition: RuleTransition): void {
  keys.set(transition, keyOf(transition))
}

function keyOf(transition: RuleTransition): string {
  const { rule, subject, start, to, stage, dueAt, cause } = transition
  return `${rule}\n${subject}\n${nameText(start)}\n${to}\n${stage ?? ''}\n${dueAt ?? ''}\n${nameText(cause)}`
}

/** The line that takes another back. */
export function voided(transition: RuleTransition): VoidedTransition {
  return { ...transition, to: 'voided', voids: transition.to }
}

/**
 * What there is to say when a subject was judged anew: first what no longer follows, voided, then what was missing,
 * each in the order in which it was or is to be said.
 */
export function corrections(
  before: readonly RuleTransition[],
  after: readonly RuleTransition[],
): EmittedTransition[] {
  // Up to where something changed all is said as it was.
  let same = 0
  while (same < before.length && same < after.length && isSame(itemAt(before, same), itemAt(after, same)))
    same++
  const open = new Map<string, number>()
  const wanted = after
    .slice(same)
    .map((transition): [string, RuleTransition] => [transitionKey(transition), transition])
  for (const [key] of wanted) open.set(key, (open.get(key) ?? 0) + 1)
  const gone: EmittedTransition[] = []
  for (let index = same; index < before.length; index++) {
    const transition = itemAt(before, index)
    const key = transitionKey(transition)
    const count = open.get(key) ?? 0
    if (count > 0) open.set(key, count - 1)
    else gone.push(voided(transition))
  }
  // What stays was said first: of equal lines the later ones are the missing ones.
  const missing: RuleTransition[] = []
  for (let index = wanted.length - 1; index >= 0; index--) {
    const [key, transition] = itemAt(wanted, index)
    const count = open.get(key) ?? 0
    if (count === 0) continue
    open.set(key, count - 1)
    missing.push(transition)
  }
  return [...gone, ...missing.reverse()]
}

const isSame = (a: RuleTransition, b: RuleTransition) => a === b || transitionKey(a) === transitionKey(b)
