import { applyToCallback, newCallback } from '../cases/entities/callback/callback-state.ts'
import { median } from '../collections/median.ts'
import type { EventOfKind } from '../event/event.ts'
import type { Span } from './site-calendar.ts'
import { foldEach, isIn, type WorkEvents } from './work-events.ts'

/** Ages of callbacks that are told apart: each from so many seconds on. */
export const CALLBACK_STEPS_SEC = [0, 1_800, 7_200, 28_800, 86_400] as const

/** Callbacks asked for in the span: how long until they were done or cancelled, and how old the open ones are. */
export interface CallbackWork {
  readonly requested: number
  readonly medianSec: number | null
  /** `fromSec` up to the next step's: those that are over, and those still open. */
  readonly steps: readonly { readonly fromSec: number; readonly done: number; readonly open: number }[]
}

/** When a callback was over (ms); null: it is open still. */
function endedAt(events: readonly EventOfKind<'callback'>[]): Map<string, number> {
  const ends = new Map<string, number>()
  const states = new Map<string, ReturnType<typeof newCallback>>()
  for (const event of events) {
    const state = states.get(event.subject) ?? newCallback()
    states.set(event.subject, state)
    const wasOver = state.over
    applyToCallback(state, event)
    if (state.over && !wasOver) ends.set(event.subject, event.time)
  }
  return ends
}

/** The callbacks that were asked for in a span: which step each belongs to by its age, and whether it is open. */
export function countedCallbacks(events: WorkEvents['callback'], span: Span, now: number) {
  const ends = endedAt(events)
  return [...foldEach(events, newCallback, applyToCallback)].flatMap(([id, state]) => {
    const { requestedAt } = state
    if (requestedAt === null || !isIn(requestedAt, span)) return []
    const end = ends.get(id)
    const sec = ((end ?? now) - requestedAt) / 1_000
    const step = Math.max(
      0,
      CALLBACK_STEPS_SEC.findLastIndex((fromSec) => sec >= fromSec),
    )
    return [{ id, state, requestedAt, sec, step, isOpen: end === undefined }]
  })
}

/** What became of the callbacks that were asked for in a span, as things are `now`. */
export function callbacksOf(events: WorkEvents['callback'], span: Span, now: number): CallbackWork {
  const steps = CALLBACK_STEPS_SEC.map((fromSec) => ({ fromSec, done: 0, open: 0 }))
  const counted = countedCallbacks(events, span, now)
  for (const { step, isOpen } of counted) steps[step]![isOpen ? 'open' : 'done']++
  const took = counted.filter(({ isOpen }) => !isOpen).map(({ sec }) => sec)
  return { requested: counted.length, medianSec: median(took), steps }
}
