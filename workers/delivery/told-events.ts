import type { Telling, TellingOutcome } from '#core/alerts/telling.ts'
import type { FloorEvent } from '#core/event.ts'

/** The source of all that delivery says of itself. */
const SOURCE = 'system/delivery'

/** What the log has of an attempt; null: nothing is told of it. The same attempt is always the same event. */
export function toldEvent(
  telling: Telling,
  outcome: TellingOutcome,
  { at, digest }: { readonly at: number; readonly digest: string | null },
): FloorEvent | null {
  const about = { source: SOURCE, time: at, subject: telling.alerts[0]?.alert ?? telling.conversation }
  const data = { ...aboutOf(telling), ...(digest === null ? {} : { digest }) }
  switch (outcome.is) {
    case 'told': {
      const marks = { ...(outcome.edited ? { edited: true } : {}), ...(outcome.again ? { again: true } : {}) }
      return { ...about, id: `told/${telling.id}`, type: 'alert.told', data: { ...data, ...marks } }
    }
    case 'failed': {
      const { reason, final, attempt } = outcome
      const id = `untold/${telling.id}/${attempt}`
      return { ...about, id, type: 'alert.untold', data: { ...data, reason, final, attempt } }
    }
    case 'dropped':
      return null
    default:
      return outcome satisfies never
  }
}

/** Whom, how and of what: no address, no words. */
function aboutOf({ id, alerts, conversation, to, way, step, round, kind }: Telling) {
  return {
    telling: id,
    alerts: alerts.map(({ alert }) => alert),
    conversation,
    ...(to.is === 'person' ? { person: to.id } : { department: to.id }),
    channel: way.channel,
    ...(way.target === null ? {} : { target: way.target }),
    ...{ step, round, kind },
  }
}
