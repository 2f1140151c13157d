import type { ClockMemory, ClockPause, ClockRun } from './clock-run.ts'
import type { CountMemory } from './count.ts'
import type { RuleState } from './judge.ts'
import type { LevelMemory } from './level.ts'
import type { Memory } from './reconfigure.ts'
import type { SubjectKind } from './rule-transition.ts'

/** A run as a list: its fields' names would be most of what is kept of a subject that lies still. */
type RunDump = readonly [
  ...identity: [number: number, source: string, id: string, startedAt: number, holds: 0 | 1],
  ...pauses: [pauses: readonly ClockPause[], pausedAt: number | null],
  ...terms: [setting: number | null, limitMs: number | null, floor: number, after: number, changed: 0 | 1],
  ...said: [said: readonly number[], breached: number],
  ...plan: [due: number | null, stages: readonly number[], lastDue: number | null],
]
type ClockDump = readonly ['clock', runs: number, next: number | null, run: RunDump | null]
type MemoryDump = ClockDump | CountMemory | LevelMemory | null

/** What the rules know of one subject, as JSON; its kind and id stand beside it. */
export type RuleStateDump = readonly [
  next: number | null,
  memories: readonly MemoryDump[],
  gone: RuleState['gone'],
]

/** Which of the three kinds of breach a run had, in one number. */
function breachBits({ breachedEver, breachedUnderLimit, breachedInSetting }: ClockRun): number {
  return (breachedEver ? 1 : 0) + (breachedUnderLimit ? 2 : 0) + (breachedInSetting ? 4 : 0)
}

function dumpRun(run: ClockRun): RunDump {
  const { start, pauses, pausedAt, setting, limitMs, floor, after, emittedStages, due, stages, lastDue } = run
  return [
    ...([run.number, start.source, start.id, run.startedAt, run.holds ? 1 : 0] as const),
    ...([pauses, pausedAt, setting, limitMs, floor, after, run.changed ? 1 : 0] as const),
    ...([emittedStages, breachBits(run), due, stages, lastDue] as const),
  ]
}

function loadRun(dump: RunDump): ClockRun {
  const [number, source, id, startedAt, holds, pauses, pausedAt] = dump
  const [, , , , , , , setting, limitMs, floor, after, changed, emitted, breached, due, stages, lastDue] =
    dump
  return {
    number,
    start: { source, id },
    startedAt,
    holds: holds === 1,
    pauses,
    pausedAt,
    setting,
    limitMs,
    floor,
    after,
    changed: changed === 1,
    emittedStages: emitted,
    breachedEver: (breached & 1) !== 0,
    breachedUnderLimit: (breached & 2) !== 0,
    breachedInSetting: (breached & 4) !== 0,
    due,
    stages,
    lastDue,
  }
}

function dumpMemory(memory: Memory | null): MemoryDump {
  if (memory?.kind !== 'clock') return memory
  return ['clock', memory.runs, memory.next, memory.run === null ? null : dumpRun(memory.run)]
}

function isClock(dump: MemoryDump): dump is ClockDump {
  return Array.isArray(dump)
}

function loadMemory(dump: MemoryDump): Memory | null {
  if (!isClock(dump)) return dump
  const [kind, runs, next, run] = dump
  return { kind, runs, run: run === null ? null : loadRun(run), next } satisfies ClockMemory
}

/** Writes down what the rules know of a subject; `loadRuleState` under the same rules gives it back. */
export function dumpRuleState({ next, memories, gone }: RuleState): RuleStateDump {
  return [next, memories.map(dumpMemory), gone]
}

/** What the rules know of a subject, from a snapshot. */
export function loadRuleState(kind: SubjectKind, id: string, dump: RuleStateDump): RuleState {
  const [next, memories, gone] = dump
  return { kind, id, memories: memories.map(loadMemory), gone, next }
}
