import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'

export interface PbxQueue {
  readonly name: string
  /** Seconds of `servicelevel` in queues.conf; null: it does not say. */
  readonly serviceLevel: number | null
  /** Calls that wait in it; null: it does not say. */
  readonly waiting: number | null
}

export interface PbxMember {
  readonly queue: string
  /** `PJSIP/101`, `Local/102@from-queue/n`. */
  readonly interface: string
  readonly name: string
}

/** Queues and members of an answer to QueueStatus. Asterisk up to 11 calls a member's interface by the same header. */
export function readQueues(events: readonly AmiMessage[]): { queues: PbxQueue[]; members: PbxMember[] } {
  const named = (name: string) => events.filter((event) => event.name === name)
  return {
    queues: named('QueueParams').map((event) => ({
      name: header(event, 'Queue'),
      serviceLevel: headerNumber(event, 'ServiceLevel'),
      waiting: headerNumber(event, 'Calls'),
    })),
    members: named('QueueMember').map((event) => ({
      queue: header(event, 'Queue'),
      interface: header(event, 'Location') || header(event, 'Interface'),
      name: header(event, 'Name') || header(event, 'MemberName'),
    })),
  }
}
