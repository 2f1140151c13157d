import type { Telling } from '../telling.ts'
import { type Ask, askFor } from './asks.ts'
import { type Call, handoffSubject } from './call.ts'
import { isClosed } from './closings.ts'
import { firingOf } from './firing.ts'
import { isStillAsked } from './plan-handoff.ts'
import { contentOf, tellingOf } from './telling-of.ts'
import type { World } from './world.ts'

const HANDOFF = 'handoff/'

/** The call that a telling follows from, among those about one of its alerts. */
function askAbout(telling: Telling, subject: string, world: World): Ask | null {
  const { id, to } = telling
  const from = id.slice(0, id.indexOf('.'))
  for (const call of world.floor.told.calls(subject))
    for (const called of call.called) {
      if (called.to.id !== to.id || called.to.is !== to.is) continue
      const ask = askFor(call, called, world)
      if (ask?.from === from) return ask
    }
  return null
}

/** Whether nothing has happened since a call that stills it: its cause goes on, nobody has it, nothing newer was said. */
function holds(call: Call, world: World): boolean {
  const { floor, now } = world
  if (call.subject.startsWith(HANDOFF))
    return isStillAsked(call, floor.row('handoff', call.subject.slice(HANDOFF.length)))
  const named = floor.alert(call.subject)
  const firing = named && firingOf(named.alert, now)
  return firing !== null && firing.key === call.firing
}

/**
 * A telling as it is to be said now: with what has changed since it was planned. Null: its cause is gone, somebody has
 * taken it, or something sharper is said in its place. What no plan follows from (a test) is wanted as it is.
 */
export function stillWanted(telling: Telling, world: World): Telling | null {
  if (telling.kind === 'test' || telling.kind === 'trouble') return telling
  if (telling.kind === 'resolved') return isClosed(telling.conversation, world) ? telling : null
  const subjects = telling.alerts.map(({ alert }) => alert)
  if (telling.kind === 'handoff') subjects.push(handoffSubject(telling.conversation.slice(HANDOFF.length)))
  const asks = subjects.map((subject) => askAbout(telling, subject, world)).filter((ask) => ask !== null)
  const wanted = asks.filter(({ call }) => holds(call, world))
  const [first] = wanted
  if (first === undefined) return null
  const content = contentOf(
    first,
    wanted.map(({ call }) => call.subject),
    world,
  )
  return content === null ? null : tellingOf(first, telling.way, content, world)
}
