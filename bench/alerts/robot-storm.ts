import { startHttpsSink } from '#tests/support/peers/https-sink.ts'
import { criticalFirst, mostWithin, readStorm } from '#tests/support/peers/read-storm.ts'
import { ALERTS, openStorm, pace, SPAN_MS, stormAlert } from './storm.ts'

/** What a group with a DingTalk robot reads of the storm. */
export interface RobotStorm {
  /** The most messages within any minute. */
  readonly inMinute: number
  readonly criticalFirst: boolean
  /** Alerts that its messages speak of, all together. */
  readonly counted: number
  readonly critical: number
  /** From the last alert until the last message. */
  readonly tailMs: number
}

const MINUTE_MS = 60_000

/** The storm on one DingTalk robot, whose limit is 20 messages a minute. */
export async function robotStorm(): Promise<RobotStorm> {
  const sink = await startHttpsSink()
  sink.behave({ is: 'answer', status: 200, body: '{"errcode":0}' })
  const target = { id: 'group', kind: 'dingtalk', url: `${sink.url}/send`, ca: sink.cert }
  const storm = await openStorm({ targets: [target] })
  try {
    const wayOf = () => ({ channel: 'dingtalk', target: 'group', address: null }) as const
    const handed = await pace(
      ALERTS,
      SPAN_MS,
      (index) => void storm.tellings.enqueue(stormAlert(index, wayOf)),
    )
    const counted = () => readStorm(sink.requests).reduce((sum, { alerts }) => sum + alerts, 0)
    while (counted() < ALERTS) await sink.received(sink.requests.length + 1)
    const messages = readStorm(sink.requests)
    return {
      inMinute: mostWithin(messages, MINUTE_MS),
      criticalFirst: criticalFirst(messages),
      counted: counted(),
      critical: messages.reduce((sum, { critical }) => sum + critical, 0),
      tailMs: messages.at(-1)!.at - handed.at(-1)!,
    }
  } finally {
    await storm.close()
    await sink.stop()
  }
}
