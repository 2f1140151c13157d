'use client'
import { useEffect, useSyncExternalStore } from 'react'
import type { CommandAnswer, EachAnswer } from '#core/rows/protocol.ts'
import { useLiveness } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { fetchWithin } from '../_shell/fetch-within.ts'
import { type Ack, type AckAnswer, type AckQueue, createAckQueue } from './ack-queue.ts'

const answerOf = (answer: EachAnswer): AckAnswer =>
  answer.ok ? { is: 'ok' } : { is: 'refused', code: answer.code, message: answer.message }

/** Sends presses in one request: on a bad network one gets through where forty do not. */
async function send(acks: readonly Ack[]): Promise<readonly AckAnswer[]> {
  const all = (answer: AckAnswer) => acks.map(() => answer)
  const each = acks.map(({ id, alert }) => ({ id, subject: alert, untaken: true }))
  const request = { method: 'POST', headers: { 'content-type': 'application/json' } }
  try {
    const answer = await fetchWithin('/api/v1/alerts/ack', { ...request, body: JSON.stringify({ each }) })
    if (answer.status === 401) return all({ is: 'signed_out' })
    if (answer.status >= 500 || answer.status === 429) return all({ is: 'no_answer' })
    const reply = (await answer.json()) as CommandAnswer
    if (!reply.ok) return all(answerOf(reply))
    return reply.each === undefined ? all({ is: 'ok' }) : reply.each.map(answerOf)
  } catch {
    return all({ is: 'no_answer' })
  }
}

let shared: AckQueue | null = null

/** One queue for the page; made when the first component asks, since the server that renders has no storage. */
export function ackQueue(): AckQueue {
  shared ??= createAckQueue({ send, storage: localStorage })
  return shared
}

const TRY_EVERY_MS = 4_000

/** Sends what waits as soon as there is a network, and now and then while something waits. */
export function useAckSending(): void {
  const liveness = useLiveness()
  const person = useMe()?.id ?? ''
  useEffect(() => {
    const queue = ackQueue()
    const flush = () => void queue.flush(person)
    flush()
    const timer = setInterval(() => {
      if (queue.waiting() > 0) flush()
    }, TRY_EVERY_MS)
    addEventListener('online', flush)
    return () => {
      clearInterval(timer)
      removeEventListener('online', flush)
    }
  }, [person])
  useEffect(() => {
    if (liveness === 'live') void ackQueue().flush(person)
  }, [liveness, person])
}

/** The last press of this device on one of these alerts, while it is worth saying. */
export function useAck(alerts: readonly string[]): Ack | null {
  const me = useMe()
  const ack = useSyncExternalStore(
    (listener) => ackQueue().subscribe(listener),
    () => alerts.map((alert) => ackQueue().of(alert)).find((each) => each !== null) ?? null,
    () => null,
  )
  return ack !== null && ack.person === me?.id ? ack : null
}
