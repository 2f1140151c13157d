'use client'
import { useMe } from '../_frame/facts.ts'
import { useCommand, useLiveness } from '../_live/use-live.ts'
import { ackQueue } from './use-ack-queue.ts'

/**
 * Takes alerts: over the socket while the server is heard; else, or where it does not answer, the press is kept and
 * sent later. Gives the code of a refusal, or null.
 */
export function useTake(): (alerts: readonly string[]) => Promise<string | null> {
  const me = useMe()
  const command = useCommand()
  const liveness = useLiveness()
  return async (alerts) => {
    const later = (left: readonly string[]) => {
      ackQueue().press(left, me?.id ?? '')
      return null
    }
    if (liveness !== 'live' || !navigator.onLine) return later(alerts)
    const answers = await Promise.all(alerts.map((subject) => command('alert.ack', { subject })))
    const silent = alerts.filter((_, index) => {
      const answer = answers[index]!
      return !answer.ok && (answer.code === 'no_answer' || answer.code === 'unavailable')
    })
    if (silent.length > 0) return later(silent)
    const refused = answers.find((answer) => !answer.ok)
    return refused === undefined || refused.ok ? null : refused.code
  }
}
