'use client'
import type { CommandAnswer } from '#core/protocol.ts'
import { randomId } from '../_browser/random-id.ts'
import { useMe } from '../_frame/facts.ts'
import { mayBeDone } from '../_live/press-ids.ts'
import { useCommand, useLiveness } from '../_live/use-live.ts'
import { ackQueue } from './use-ack-queue.ts'

/** An alert to take, and whether the presser saw that nobody else has it: then it is not taken from who was quicker. */
export interface Taking {
  readonly alert: string
  readonly untaken: boolean
}

type Refusal = Extract<CommandAnswer, { ok: false }>

/**
 * Takes alerts: over the socket while the server is heard; else, or where it does not answer, the press is kept and
 * sent later under the same id. Gives the refusal, or null.
 */
export function useTake(): (alerts: readonly Taking[]) => Promise<Refusal | null> {
  const me = useMe()
  const command = useCommand()
  const liveness = useLiveness()
  return async (alerts) => {
    const presses = alerts.map((each) => ({ ...each, id: randomId() }))
    const later = (left: typeof presses) => {
      ackQueue().press(left, me?.id ?? '')
      return null
    }
    if (liveness !== 'live' || !navigator.onLine) return later(presses)
    const answers = await Promise.all(
      presses.map(({ id, alert, untaken }) => command('alert.ack', { id, subject: alert, untaken })),
    )
    const silent = presses.filter((_, index) => {
      const answer = answers[index]!
      return !answer.ok && mayBeDone(answer.code)
    })
    if (silent.length > 0) return later(silent)
    return answers.find((answer): answer is Refusal => !answer.ok) ?? null
  }
}
