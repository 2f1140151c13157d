import type { EventOfType, FloorEvent } from '../event/event.ts'
import { UNDO_MS } from '../time/undo.ts'
import { sourceOf } from './source-of.ts'
import type { Staff } from './viewer.ts'

/** Types by which something is put into somebody's hands, and can be taken back. */
const HANDS_OVER: ReadonlySet<string> = new Set(['case.assigned', 'callback.assigned'])

/** What somebody says to take back. `id`: of the command that gave it away; `now`: the time, ms. */
export interface Undo {
  readonly id: string
  readonly now: number
}

/** Something that was given away, and whose it was before; undefined: no event of its own says so. */
export interface GivenAway {
  readonly before: string | null | undefined
}

type HandsOver = EventOfType<'case.assigned' | 'callback.assigned'>
const isHandOver = (event: FloorEvent): event is HandsOver => HANDS_OVER.has(event.type)

/** Whose something is by these events of its own, sorted; undefined: whoever answered its contact has it. */
function ownerBy(events: readonly FloorEvent[]): string | null | undefined {
  const assigned = events.findLast(isHandOver)
  if (assigned !== undefined) return assigned.data.agent
  // Openings after the first say nothing.
  const opened = events.find(({ type }) => type === 'case.opened' || type === 'callback.requested')
  if (opened?.type === 'callback.requested') return opened.data.agent ?? null
  return opened?.type === 'case.opened' ? opened.data.agent : undefined
}

/**
 * What the sender of `undo` gave away by the event of this type that was said last of a subject; null: that is none of
 * theirs, lies longer back than it can be taken back, or somebody has given it on since. `events`: all about the
 * subject, sorted.
 */
export function ownGivenAway(
  who: Staff,
  type: string,
  undo: Undo,
  events: readonly FloorEvent[],
): GivenAway | null {
  if (!HANDS_OVER.has(type)) return null
  const place = events.findLastIndex((event) => event.type === type)
  const last = events[place]
  if (last === undefined || last.id !== undo.id || last.source !== sourceOf(who)) return null
  return undo.now - last.time > UNDO_MS ? null : { before: ownerBy(events.slice(0, place)) }
}
