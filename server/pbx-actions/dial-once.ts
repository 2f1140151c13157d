import type { Floor } from '#core/floor/floor.ts'
import { type ActAnswer, type ActOrder, actRefused } from '#core/pbx-actions/act-request.ts'
import { numberToDial } from '#core/pbx-actions/number-to-dial.ts'
import { dialPlanOf, RING_SEC } from '#core/site/dial-plan.ts'
import type { FeedConfig } from '#core/site/site-schema.ts'
import { isBeingCalled } from '#server/pbx-actions/is-being-called.ts'
import type { DialledNumbers } from '#store/dialled-numbers.ts'

const callGoing = actRefused('refused', 'a call is being made already')
/** From the end of the ringing until the call's events are here. */
const SLACK_MS = 10_000

/** Whether the number was not dialled, as far as anybody knows: of an answer that is late or was cut off nobody does. */
const isNotDialled = (answer: ActAnswer, { kind }: FeedConfig): boolean =>
  !answer.ok &&
  (answer.code === 'refused' ||
    answer.code === 'unsupported' ||
    (answer.code === 'unreachable' && kind !== 'asterisk'))

/**
 * Has a number dialled unless it is being called already, by whichever PBX and at whichever server: from the press on,
 * while the agent's own phone rings, until the call's own events say more. Within one Asterisk its connector knows better.
 */
export function createDialOnce(
  { hold, release }: Pick<DialledNumbers, 'hold' | 'release'>,
  onFault: (error: Error) => void,
) {
  return async (
    feed: FeedConfig,
    order: ActOrder,
    floor: Floor,
    ask: () => Promise<ActAnswer>,
  ): Promise<ActAnswer> => {
    const plan = dialPlanOf(feed)
    const found = numberToDial(order.number ?? '', plan)
    // Why it is not dialled is told by whoever would have dialled it.
    if (!found.ok) return ask()
    if (isBeingCalled(found.number, plan, floor)) return callGoing
    const mine = `${feed.id} ${order.id}`
    const heldMs = (feed.dial?.ringSec ?? RING_SEC) * 1_000 + SLACK_MS
    const holder = await hold(found.number, mine, heldMs)
    const isAtOneAsterisk = feed.kind === 'asterisk' && holder?.startsWith(`${feed.id} `) === true
    if (holder !== null && !isAtOneAsterisk) return callGoing
    const answer = await ask()
    // Where that cannot be said the number is free when its time is over; what the PBX said stands.
    if (isNotDialled(answer, feed)) await release(found.number, mine).catch(onFault)
    return answer
  }
}
