import { bringTo } from './agent-evolve.ts'
import { type AgentContext, type AgentCore, copyAgent, type DaySums } from './agent-state.ts'

/** By how much one sum is more than another of the same day. */
export type SumsMore = DaySums

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, place) => text === b[place]))
}

/** Items of these lists are never changed, and hold texts, numbers and truths only. */
function sameItems<T extends object>(a: readonly T[], b: readonly T[]): boolean {
  if (a === b) return true
  return a.length === b.length && a.every((item, place) => sameFields(item, b[place]))
}

function sameFields<T extends object>(a: T, b: T | undefined): boolean {
  if (a === b || b === undefined) return a === b
  for (const key in a) if (a[key] !== b[key]) return false
  return true
}

const samePenalties = (a: AgentCore['penalties'], b: AgentCore['penalties']) =>
  a === b ||
  (a !== null &&
    b !== null &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.entries(a).every(([queue, penalty]) => b[queue] === penalty))

const sameShift = (a: AgentCore['shift'], b: AgentCore['shift']) =>
  a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to)

/** Whether two agents at the same instant go on alike, but for what their days sum up to. */
function goOnAlike(a: AgentCore, b: AgentCore): boolean {
  if (a.state !== b.state || a.since !== b.since || a.bookedTo !== b.bookedTo) return false
  if (a.signedIn !== b.signedIn || a.away !== b.away || a.awayReason !== b.awayReason) return false
  if (a.awayBy !== b.awayBy) return false
  if (a.busyWith !== b.busyWith || a.sinceBreak !== b.sinceBreak || a.sums.day !== b.sums.day) return false
  if (a.name !== b.name || a.team !== b.team || !sameShift(a.shift, b.shift)) return false
  if (!samePenalties(a.penalties, b.penalties) || !sameItems(a.pausedIn, b.pausedIn)) return false
  if (!sameTexts(a.queues, b.queues) || !sameItems(a.ringing, b.ringing)) return false
  if (!sameItems(a.dialling, b.dialling) || !sameItems(a.work, b.work)) return false
  return sameItems(a.wraps, b.wraps) && sameItems(a.lapsed, b.lapsed)
}

const UNHEARD: AgentContext['wrapped'] = () => undefined

/**
 * By how much more an agent, as it was built again up to an instant, has in its day than it had there before; null: it
 * goes on otherwise than it did.
 */
export function differenceIfConverged(
  core: AgentCore,
  before: AgentCore,
  agent: string,
  at: number,
  context: AgentContext,
): SumsMore | null {
  if (core.sums.day !== before.sums.day) return null
  const day = context.dayOf(at)
  const [now, then] = [copyAgent(core), copyAgent(before)]
  bringTo(now, agent, at, day, context)
  bringTo(then, agent, at, day, { ...context, wrapped: UNHEARD })
  if (!goOnAlike(now, then)) return null
  return {
    day,
    occupiedMs: now.sums.occupiedMs - then.sums.occupiedMs,
    presentMs: now.sums.presentMs - then.sums.presentMs,
    handled: now.sums.handled - then.sums.handled,
    finishedLegs: now.sums.finishedLegs - then.sums.finishedLegs,
    handleMs: now.sums.handleMs - then.sums.handleMs,
  }
}

/** Adds what a day has more. */
export function addSums({ sums }: AgentCore, more: SumsMore): void {
  if (sums.day !== more.day) return
  sums.occupiedMs += more.occupiedMs
  sums.presentMs += more.presentMs
  sums.handled += more.handled
  sums.finishedLegs += more.finishedLegs
  sums.handleMs += more.handleMs
}

/** Whether any of these contacts is with the agent, or its wrap-up may still become another. */
export function isWithAgent(core: AgentCore, contacts: ReadonlySet<string>): boolean {
  if (contacts.size === 0) return false
  const lists = [core.ringing, core.dialling, core.work, core.wraps, core.lapsed]
  return lists.some((list) => list.some(({ contact }) => contacts.has(contact)))
}
