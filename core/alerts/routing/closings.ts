import { hash128 } from '../../rules/rule-event-id.ts'
import type { NamedAlert } from '../alert-book.ts'
import { conversationKey } from '../conversation.ts'
import type { Telling } from '../telling.ts'
import { editsInPlace } from './edits-in-place.ts'
import { askId, tellingId } from './tell.ts'
import { tellingOf, toldAlert, worstFirst } from './telling-of.ts'
import { outsideWays, type World } from './world.ts'

/** What is over for longer is not worth a change of what was sent of it. */
const LATELY_MS = 3_600_000

function alertsIn(conversation: string, { floor }: Pick<World, 'floor'>): NamedAlert[] {
  return floor
    .alertsIn(conversation)
    .map((id) => floor.alert(id))
    .filter((named) => named !== null)
}

/** Since when all of a conversation is resolved; null: something of it goes on, or there is nothing. */
function closedAt(alerts: readonly NamedAlert[]): number | null {
  let last: number | null = null
  for (const { alert } of alerts) {
    if (alert.standing.is !== 'resolved') return null
    last = Math.max(last ?? 0, alert.standing.at)
  }
  return last
}

export const isClosed = (conversation: string, world: Pick<World, 'floor'>) =>
  closedAt(alertsIn(conversation, world)) !== null

/**
 * What changes the messages of a conversation that is over, where they can be changed: a notification that still calls
 * for somebody would be a lie. Nobody is sent a new message for it.
 */
export function closingsOf(alert: string, world: World): Telling[] {
  const { floor, site, now } = world
  const named = floor.alert(alert)
  if (named === null || named.alert.standing.is !== 'resolved') return []
  const conversation = conversationKey({ id: alert, case: named.alert.about.case })
  const alerts = alertsIn(conversation, world)
  const at = closedAt(alerts)
  if (at === null || now - at > LATELY_MS) return []
  const from = hash128(JSON.stringify(['resolved', conversation, at]))
  const told = alerts.flatMap(({ id }) => floor.told.tells(id)).filter(({ outcome }) => outcome.is === 'told')
  const people = new Set(told.filter(({ to }) => to.is === 'person').map(({ to }) => to.id))
  const content = { kind: 'resolved', conversation, alerts: worstFirst(alerts.map(toldAlert)) } as const
  return [...people].flatMap((id) => {
    const to = { is: 'person', id } as const
    const channels = new Set(told.filter((tell) => tell.to.id === id).map(({ channel }) => channel))
    const known = new Set(floor.told.outcomes(askId(from, id)).map(({ telling }) => telling))
    return outsideWays(to, world)
      .filter((way) => channels.has(way.channel) && editsInPlace(way, site.alerts.targets))
      .filter((way) => !known.has(tellingId(from, id, way)))
      .map((way) =>
        tellingOf({ from, to, at, quiet: true, call: { step: 0, round: 0 } }, way, content, world),
      )
      .filter((telling) => telling !== null)
  })
}
