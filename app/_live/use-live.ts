'use client'
import { createContext, useCallback, useContext, useMemo, useRef, useSyncExternalStore } from 'react'
import type { MachineNote } from '#core/machine/machine-note.ts'
import type { CommandAnswer } from '#core/rows/protocol.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'
import type { Access, LiveStore } from './live-store.ts'
import { type Liveness, livenessAt } from './liveness.ts'
import { createRowValues } from './row-values.ts'
import type { Ticker } from './ticker.ts'
import { useShown } from './use-derived.ts'

export interface Live {
  store: LiveStore
  ticker: Ticker
}

export const LiveContext = createContext<Live | null>(null)

export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === null) throw new Error('useLive needs a LiveContext above it')
  return live
}

/** What running figures count by; a page without live rows gives its own. */
export interface Time {
  ticker: Ticker
  /** The server's time, ms since 1970; null before it was heard. */
  now: () => number | null
}

export const TimeContext = createContext<Time | null>(null)

export function useTime(): Time {
  const own = useContext(TimeContext)
  const live = useContext(LiveContext)
  return useMemo(() => {
    if (own !== null) return own
    if (live === null) throw new Error('useTime needs a TimeContext or a LiveContext above it')
    return { ticker: live.ticker, now: () => live.store.clock.now(performance.now()) }
  }, [own, live])
}

/** One row; renders again only when that row changes. */
export function useRow<T extends RowType>(type: T, id: string): RowTypes[T] | null {
  const { store } = useLive()
  return useSyncExternalStore(
    (listener) => store.subscribeRow(type, id, listener),
    () => store.row(type, id),
    () => null,
  )
}

/** One part of a row; renders again only when that part is another. `part` gives what compares by identity. */
export function useRowValue<T extends RowType, P>(
  type: T,
  id: string,
  part: (row: RowTypes[T]) => P,
): P | null {
  const { store } = useLive()
  return useSyncExternalStore(
    (listener) => store.subscribeRow(type, id, listener),
    () => {
      const row = store.row(type, id)
      return row === null ? null : part(row)
    },
    () => null,
  )
}

/** One part of every row of a type, by id; renders again only when one of these parts is another. */
export function useRowValues<T extends RowType, P>(
  type: T,
  part: (row: RowTypes[T]) => P | undefined,
): ReadonlyMap<string, P> {
  const { store } = useLive()
  const make = useCallback(() => createRowValues(store, type, part), [store, type, part])
  return useShown(store.changes, make).derived.values
}

const NONE: readonly never[] = []

/** All rows of a type, the same array until one of them changes. */
export function useAllRows<T extends RowType>(type: T): readonly RowTypes[T][] {
  const { store } = useLive()
  return useSyncExternalStore(
    (listener) => store.subscribeRows(type, listener),
    () => store.rows(type),
    () => NONE,
  )
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** The rows of a type that pass `keep`, in order; the same array while the same rows stand in it. */
export function useRows<T extends RowType>(
  type: T,
  keep: (row: RowTypes[T]) => boolean,
  order?: (a: RowTypes[T], b: RowTypes[T]) => number,
): readonly RowTypes[T][] {
  const all = useAllRows(type)
  const last = useRef<readonly RowTypes[T][]>(NONE)
  return useMemo(() => {
    const kept = all.filter(keep)
    if (order !== undefined) kept.sort(order)
    if (!sameItems(last.current, kept)) last.current = kept
    return last.current
  }, [all, keep, order])
}

const LOOK_EVERY_MS = 500

/** How far the screen may be believed just now. */
export function useLiveness(): Liveness {
  const { store } = useLive()
  return useSyncExternalStore(
    (listener) => {
      const timer = setInterval(listener, LOOK_EVERY_MS)
      const stop = store.subscribeStatus(listener)
      return () => {
        clearInterval(timer)
        stop()
      }
    },
    () => livenessAt(store.hearing(), performance.now()),
    () => 'connecting',
  )
}

export function useAccess(): Access {
  const { store } = useLive()
  return useSyncExternalStore(store.subscribeStatus, store.access, store.access)
}

/** Whether a first answer has come, so that an empty list means "none" and not "not yet". */
export function useArrived(): boolean {
  const { store } = useLive()
  return useSyncExternalStore(
    store.subscribeStatus,
    () => store.position() !== null,
    () => false,
  )
}

/** What the server says is the matter with its machine. */
export function useMachineNotes(): readonly MachineNote[] {
  const { store } = useLive()
  return useSyncExternalStore(store.subscribeStatus, store.machineNotes, () => NONE)
}

export function useCommand(): (name: string, body?: Record<string, unknown>) => Promise<CommandAnswer> {
  return useLive().store.command
}

/** An act about several alerts, and what became of each. */
export function useCommandEach(): LiveStore['commandEach'] {
  return useLive().store.commandEach
}

/** The server's time now, read when drawing; figures that run use `Since` and `Until` instead. */
export function useServerNow(): () => number | null {
  return useTime().now
}
