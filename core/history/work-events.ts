import type { EventOfKind } from '../event/event.ts'
import type { Span } from './site-calendar.ts'

/** Every event of the promises, hand-offs and callbacks that matter, each kind in order. */
export interface WorkEvents {
  readonly promise: readonly EventOfKind<'promise'>[]
  readonly handoff: readonly EventOfKind<'handoff'>[]
  readonly callback: readonly EventOfKind<'callback'>[]
}

/** What each subject's events amount to, in order, by its id. */
export function foldEach<E extends { readonly subject: string }, S>(
  events: readonly E[],
  none: () => S,
  apply: (state: S, event: E) => void,
): Map<string, S> {
  const states = new Map<string, S>()
  for (const event of events) {
    let state = states.get(event.subject)
    if (state === undefined) {
      state = none()
      states.set(event.subject, state)
    }
    apply(state, event)
  }
  return states
}

/** Whether an instant (ms) lies in a span; none does not. */
export const isIn = (at: number | null, { from, to }: Span) => at !== null && at >= from && at < to
