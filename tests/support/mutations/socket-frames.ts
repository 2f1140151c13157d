import { alertActions } from '#core/access/command-table.ts'
import { views } from '#core/rows/protocol.ts'
import type { Random } from '#scripts/demo/model/random.ts'
import { actors, idIn, stances } from '../act-scene.ts'
import { rightEvent } from './http-frames.ts'
import { hostile, mutateText, mutateValue } from './mutate.ts'

/** One frame of the socket as text, and the number under which it must be answered; null: nobody waits for an answer. */
export interface SocketFrame {
  readonly text: string
  readonly ack: number | null
}

const roles = Object.values(actors)

function rightPayload(random: Random, serial: string): readonly [string, unknown] {
  const about = (kind: string) => idIn(kind, random.pick(roles), random.pick(stances))
  if (random.chance(0.3)) {
    const view = random.pick(views)
    const id = random.pick(['floor', about('case')])
    return ['watch', { view, id, have: { epoch: 'x', seq: Math.floor(random.next() * 100) } }]
  }
  if (random.chance(0.2))
    return [
      'command',
      { id: `c-${serial}`, name: random.pick(alertActions), subject: about('case'), minutes: 5, to: 'he' },
    ]
  const { type, subject, data } = rightEvent(random, serial)
  return ['command', { id: `c-${serial}`, name: 'event', type, subject, data }]
}

/** A frame that is read as an event of the socket: its payload is mutated, or what is around it. */
export function socketFrame(random: Random, serial: string, ack: number): SocketFrame {
  const [name, payload] = rightPayload(random, serial)
  if (random.chance(0.75)) {
    const given = random.chance(0.9) ? mutateValue(random, payload) : hostile(random)
    const text = `42${ack}${JSON.stringify([name, given === undefined ? null : given])}`
    return { text, ack }
  }
  const right = `42${ack}${JSON.stringify([name, payload])}`
  const odd = [
    () => mutateText(random, right),
    () => `42${JSON.stringify([name, payload])}`,
    () => `42${ack}${JSON.stringify([name, payload, hostile(random)])}`,
    () => `42${ack}${JSON.stringify([String(hostile(random)).slice(0, 1_000), payload])}`,
    () => `45${Math.floor(random.next() * 20)}-${JSON.stringify([name, { _placeholder: true, num: 0 }])}`,
    () => `4${Math.floor(random.next() * 10)}${right.slice(2)}`,
    () => `${Math.floor(random.next() * 10)}${String(hostile(random)).slice(0, 5_000)}`,
    () => `40/${String(hostile(random)).slice(0, 200)},{}`,
  ]
  return { text: random.pick(odd)(), ack: null }
}
