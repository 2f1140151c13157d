import { itemAt } from '../collections/present.ts'
import { planned, refreshed } from './clock-plan.ts'
import type { ClockMemory } from './clock-run.ts'
import { type CountMemory, emptyAt } from './count.ts'
import type { SubjectFields } from './field-value.ts'
import { endLevel, type LevelMemory } from './level.ts'
import { addTransition } from './moment.ts'
import type { ClockRule, Rule } from './rule.ts'
import type { EventName, RuleTransition } from './rule-transition.ts'

/** What is kept of one rule for one subject. */
export type Memory = ClockMemory | CountMemory | LevelMemory

interface Change {
  readonly at: number
  readonly fields: SubjectFields
  readonly subject: string
  readonly transitions: RuleTransition[]
}

interface Carried {
  readonly memories: (Memory | null)[]
  readonly gone: Readonly<Record<string, number>>
}

/** The run that is open in a memory, if it was said and is not released already. */
function openRun(memory: Memory): { number: number; start: EventName; lastDue?: number | null } | null {
  if (memory.kind !== 'clock') return memory.open
  return memory.run !== null && memory.run.number > 0 && memory.run.holds ? memory.run : null
}

/** A run under a rule of the same id: planned anew, and judged as after a changed limit if that made a difference. */
function replanned(rule: ClockRule, memory: ClockMemory, { fields, at }: Change): ClockMemory {
  if (memory.run === null) return memory
  const run = refreshed(rule, planned(rule, memory.run), fields, at)
  const same = run.due === memory.run.due && String(run.stages) === String(memory.run.stages)
  return { ...memory, run: { ...run, changed: run.changed || !same } }
}

/** What is kept, to be judged at the change: what time will do next is worked out anew. */
function underNewRule(rule: Rule, memory: Memory, change: Change): Memory {
  if (rule.kind === 'clock' && memory.kind === 'clock') return replanned(rule, memory, change)
  if (rule.kind === 'count' && memory.kind === 'count')
    return { ...memory, next: emptyAt(rule, memory.hits, memory.open) }
  return { ...memory, next: change.at }
}

function emptyMemory(kind: Memory['kind'], runs: number): Memory {
  switch (kind) {
    case 'clock':
      return { kind, runs, run: null, next: null }
    case 'count':
      return { kind, runs, hits: [], open: null, next: null }
    case 'level':
      return { kind, runs, holds: true, figure: null, since: [], open: null, next: null }
  }
}

/** The state of one subject's rules under a new list of rules; runs of rules that went are said to be released. */
export function carriedOver(
  before: readonly Rule[],
  rules: readonly Rule[],
  state: { readonly memories: readonly (Memory | null)[]; readonly gone: Readonly<Record<string, number>> },
  change: Change,
): Carried {
  const gone = { ...state.gone }
  const kept = new Map<string, Memory>()
  for (const [place, rule] of before.entries()) {
    const memory = itemAt(state.memories, place)
    if (memory === null) continue
    if (rules.some((other) => other.id === rule.id && other.kind === rule.kind)) {
      kept.set(rule.id, memory)
      continue
    }
    gone[rule.id] = memory.runs
    const run = openRun(memory)
    if (run !== null)
      addTransition(change.transitions, change.subject, rule, run, {
        at: change.at,
        to: 'released',
        dueAt: run.lastDue ?? null,
      })
  }
  const memories = rules.map((rule) => {
    const memory = kept.get(rule.id)
    const runs = gone[rule.id]
    if (memory === undefined) return runs ? emptyMemory(rule.kind, runs) : null
    return underNewRule(rule, memory, change)
  })
  return { memories, gone }
}

/** What is kept of a subject that has gone: its levels that are open are said to be cleared. */
export function afterEnd(
  rules: readonly Rule[],
  memories: readonly (Memory | null)[],
  { at: goneAt, subject, transitions }: Omit<Change, 'fields'>,
): (Memory | null)[] {
  return memories.map((memory, place) => {
    const rule = itemAt(rules, place)
    if (rule.kind !== 'level' || memory?.kind !== 'level') return memory
    return endLevel(rule, memory, goneAt, subject, transitions)
  })
}
