'use client'
import type { EachAnswer } from '#core/rows/protocol.ts'
import { randomId } from '../_browser/random-id.ts'
import { mayBeDone } from '../_live/press-ids.ts'
import type { CommandTarget } from '../_live/send-each.ts'
import { useCommandEach, useLiveness } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import type { Became } from './outcome.ts'
import { ackQueue } from './use-ack-queue.ts'

const isUnsure = (answer: EachAnswer) => !answer.ok && mayBeDone(answer.code)

/**
 * Takes alerts: over the socket while the server is heard; else, or where it does not answer, the presses are kept and
 * sent later under the same ids. Gives what became of each, in their order.
 */
export function useTake(): (targets: readonly CommandTarget[]) => Promise<Became[]> {
  const me = useMe()
  const commandEach = useCommandEach()
  const liveness = useLiveness()
  return async (targets) => {
    const presses = targets.map((each) => ({ ...each, id: randomId() }))
    const later = (left: typeof presses) =>
      ackQueue().press(
        left.map(({ id, subject }) => ({ id, alert: subject })),
        me?.id ?? '',
      )
    if (liveness !== 'live' || !navigator.onLine) {
      later(presses)
      return presses.map(() => 'kept')
    }
    const answers = await commandEach('alert.ack', presses)
    const unsure = presses.filter((_, index) => isUnsure(answers[index]!))
    if (unsure.length > 0) later(unsure)
    return answers.map((answer) => (isUnsure(answer) ? 'kept' : answer))
  }
}
