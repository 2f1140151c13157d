import { hash128 } from '../../rules/rule-event-id.ts'
import type { Way } from '../telling.ts'
import type { Call, Called } from './call.ts'
import { editsInPlace } from './edits-in-place.ts'
import { askId, type Tell, tellingId } from './tell.ts'
import { outsideWays, type World } from './world.ts'

/** Something that is to be sent to somebody: a call, or what was held back until an instant. */
export interface Ask {
  /** What it follows from: a call's key, or a digest's. */
  readonly from: string
  readonly to: Called['to']
  readonly kind: 'plain' | 'digest'
  readonly call: Call
  /** From when it may be sent. */
  readonly at: number
  readonly ways: readonly Way[]
  /** Changing an earlier message is enough. */
  readonly quiet: boolean
}

/** How far an ask has come: `failed` since an instant at which no way of it was left. */
export type AskState = { readonly is: 'pending' | 'told' } | { readonly is: 'failed'; readonly at: number }

/** What is held back for somebody until the same instant goes out as one. */
export const digestKey = (person: string, until: number) => hash128(JSON.stringify(['digest', person, until]))

/** What is to be sent to one who was called. On the screen alone: nothing, and it is told. */
export function askFor(call: Call, called: Called, world: World): Ask | null {
  const { to } = called
  if (called.how === 'silent') return null
  const all = outsideWays(to, world)
  if (called.how === 'held') {
    const from = digestKey(to.id, called.until)
    return { from, to, kind: 'digest', call, at: called.until, ways: all, quiet: false }
  }
  const ways = called.how === 'loud' ? all : all.filter((way) => editsInPlace(way, world.site.alerts.targets))
  return ways.length === 0
    ? null
    : { from: call.key, to, kind: 'plain', call, at: call.at, ways, quiet: called.how === 'soft' }
}

const isFinal = ({ outcome }: Tell) => outcome.is === 'failed' && outcome.final

/** How far an ask has come, by what the log says of its ways. */
export function askState({ from, to, ways }: Ask, { floor }: Pick<World, 'floor'>): AskState {
  const outcomes = floor.told.outcomes(askId(from, to.id))
  if (outcomes.some(({ outcome }) => outcome.is === 'told')) return { is: 'told' }
  const given = outcomes.filter(isFinal)
  const isLost = (way: Way) => given.some(({ telling }) => telling === tellingId(from, to.id, way))
  if (given.length === 0 || !ways.every(isLost)) return { is: 'pending' }
  return { is: 'failed', at: Math.max(...given.map(({ at }) => at)) }
}

/** The ways of an ask on which it is still to be sent. */
export function unsentWays({ from, to, ways }: Ask, { floor }: Pick<World, 'floor'>): readonly Way[] {
  const done = new Set(
    floor.told
      .outcomes(askId(from, to.id))
      .filter((tell) => tell.outcome.is === 'told' || isFinal(tell))
      .map(({ telling }) => telling),
  )
  return ways.filter((way) => !done.has(tellingId(from, to.id, way)))
}

/** When it was clear that nobody of a call could be told; null: somebody was, or may still be. */
export function callFailedAt(call: Call, world: World): number | null {
  if (call.called.length === 0) return call.at
  let last = call.at
  for (const called of call.called) {
    const ask = askFor(call, called, world)
    if (ask === null) return null
    const state = askState(ask, world)
    if (state.is !== 'failed') return null
    last = Math.max(last, state.at)
  }
  return last
}

/** Until when all of a call are held back; its own instant if somebody was told at once. */
export function toldFrom(call: Call): number {
  if (call.called.length === 0) return call.at
  return Math.min(...call.called.map((called) => (called.how === 'held' ? called.until : call.at)))
}
