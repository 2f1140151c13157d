import { type AmiMessage, messageOf } from '#protocols/ami/message.ts'
import { type AsteriskMapper, createAsteriskMapper } from '#server/connectors/asterisk/asterisk-mapper.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import type { OpenFloor } from '#server/connectors/asterisk/mapping/restore-open-calls.ts'
import type { Names } from './replayed-recording.ts'

/** An AMI event as Asterisk would send it, of the headers that matter. */
export function ami(event: string, headers: Readonly<Record<string, string | number>>): AmiMessage {
  const all = [['Event', event] as const, ...Object.entries(headers).map(([k, v]) => [k, String(v)] as const)]
  const message = messageOf(all)
  if (message === null) throw new Error('no message')
  return message
}

export type ReportByAmi = readonly [time: number, type: string, data: Record<string, unknown>]

/** A mapper that is given messages at given seconds, and what it tells of a subject. */
export function createScript(open?: OpenFloor, { queues = {}, agents = {}, exits = {} }: Names = {}) {
  const names = createPbxNames('pbx', queues, agents, { exits })
  const mapper: AsteriskMapper = createAsteriskMapper('pbx', names, open)
  mapper.connected()
  const reported: { subject: string; id: string; report: ReportByAmi }[] = []
  const events: FeedEvent[] = []
  const start = Date.parse('2026-11-22T04:00:00Z')
  const take = () => {
    for (const event of mapper.takeEvents()) {
      const { subject, id, time, type, data } = event
      events.push(event)
      reported.push({ subject, id, report: [Math.round((Date.parse(time) - start) / 100) / 10, type, data] })
    }
  }
  const script = {
    mapper,
    at(sec: number, ...messages: [string, Record<string, string | number>][]) {
      for (const [event, headers] of messages) mapper.receive(ami(event, headers), start + sec * 1_000)
      take()
      return script
    },
    reconnect(sec: number) {
      mapper.disconnected(start + sec * 1_000)
      mapper.connected()
      take()
      return script
    },
    finish(sec: number) {
      mapper.finish(start + sec * 1_000)
      take()
      return script
    },
    /** What was told of a contact (by its Uniqueid) or an agent, in order of time. */
    of(subject: string): ReportByAmi[] {
      return reported
        .filter((one) => one.subject === subject || one.subject === `pbx/${subject}`)
        .map((one) => one.report)
        .sort((a, b) => a[0] - b[0])
    },
    events: (): readonly FeedEvent[] => events,
    ids: () => reported.map(({ id }) => id),
  }
  return script
}
