'use client'
import { useEffect, useSyncExternalStore } from 'react'
import { useMe } from '../_frame/facts.ts'
import { fetchWithin } from '../_frame/fetch-within.ts'
import { useLiveness } from '../_live/use-live.ts'
import { type Ack, type AckAnswer, type AckQueue, createAckQueue } from './ack-queue.ts'

async function send({ id, alert }: Ack): Promise<AckAnswer> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' } }
  try {
    const answer = await fetchWithin(`/api/v1/alerts/${encodeURIComponent(alert)}/ack`, {
      ...request,
      body: JSON.stringify({ id, untaken: true }),
    })
    if (answer.ok) return { is: 'ok' }
    if (answer.status === 401) return { is: 'signed_out' }
    if (answer.status >= 500 || answer.status === 429) return { is: 'no_answer' }
    const { code = '', message = '' } = (await answer.json()) as { code?: string; message?: string }
    return { is: 'refused', code, message }
  } catch {
    return { is: 'no_answer' }
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
