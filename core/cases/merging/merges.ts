import { compareEvents, type EventOfType, type FloorEvent } from '../../event/event.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'

type Merge = EventOfType<'case.merged'>

/** A case that is said to have gone into another, which need not be known. */
export type MergedCase = readonly [from: string, into: string]

/** What the last of a case's merges and of what undid them says: what was undone has never been. Null: it stands alone. */
export function mergeOf({ id, own }: Pick<Entity, 'id' | 'own'>): Merge | null {
  const last = own.findLast(({ type }) => type === 'case.merged' || type === 'case.unmerged')
  return last?.type === 'case.merged' && last.data.into !== id ? last : null
}

/** Which cases are said to have gone into which, whether that stands or not. */
export interface Merges {
  /** The events of a case are others. */
  note(entity: Pick<Entity, 'id' | 'own'>): void
  /** The case is no longer held. */
  forget(caseId: string): void
  /** Whether it is said to have gone into another, or another into it. */
  has(caseId: string): boolean
  isMergedInto(caseId: string): boolean
  /** All that hang together with a case by merges. */
  related(caseId: string): string[]
  dump(): MergedCase[]
  load(gone: readonly MergedCase[]): void
}

export function createMerges(): Merges {
  const into = new Map<string, string>()
  const from = new Map<string, ReadonlySet<string>>()

  function put(caseId: string, target: string | null): void {
    const before = into.get(caseId)
    if (before !== undefined) {
      into.delete(caseId)
      const left = new Set([...(from.get(before) ?? [])].filter((id) => id !== caseId))
      if (left.size > 0) from.set(before, left)
      else from.delete(before)
    }
    if (target === null) return
    into.set(caseId, target)
    from.set(target, new Set([...(from.get(target) ?? []), caseId]))
  }

  return {
    note: (entity) => put(entity.id, mergeOf(entity)?.data.into ?? null),
    forget: (caseId) => put(caseId, null),
    has: (caseId) => into.has(caseId) || from.has(caseId),
    isMergedInto: (caseId) => from.has(caseId),
    related(caseId) {
      const found = new Set([caseId])
      for (const id of found) {
        const target = into.get(id)
        if (target !== undefined) found.add(target)
        for (const other of from.get(id) ?? []) found.add(other)
      }
      return [...found].sort()
    },
    dump: () => [...into],
    load(gone) {
      for (const [id, target] of gone) put(id, target)
    },
  }
}

/** Merges that stand among cases that hang together, and in which case one goes on by them. */
export interface MergesInForce {
  of(caseId: string): Merge | null
  /** The case in which one goes on; itself, if it stands alone. */
  rootOf(caseId: string): string
}

/**
 * The merges that stand among cases that hang together: of cases that are known, and of several that would close a
 * circle all but the last in order.
 */
export function mergesInForce(cases: readonly Pick<Entity, 'id' | 'own' | 'known'>[]): MergesInForce {
  const known = new Set(cases.filter((one) => one.known).map(({ id }) => id))
  const all: readonly Merge[] = cases.flatMap((one) => mergeOf(one) ?? [])
  const inForce = new Map<string, Merge>()
  // Of each case one further on: many that went into each other one by one are followed once, and not by each.
  const ahead = new Map<string, string>()

  function rootOf(caseId: string): string {
    const passed: string[] = []
    let root = caseId
    for (let next = ahead.get(root); next !== undefined; next = ahead.get(root)) {
      passed.push(root)
      root = next
    }
    for (const id of passed) ahead.set(id, root)
    return root
  }

  for (const merge of [...all].sort((a: FloorEvent, b: FloorEvent) => compareEvents(a, b))) {
    const { subject, data } = merge
    if (!known.has(subject) || !known.has(data.into) || rootOf(data.into) === subject) continue
    inForce.set(subject, merge)
    ahead.set(subject, data.into)
  }
  return { of: (caseId) => inForce.get(caseId) ?? null, rootOf }
}
