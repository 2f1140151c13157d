/** What became of a press on "I take it". Instants are ms since 1970 of this device. */
export type AckState =
  /** There is no network, or the server does not answer: it will be sent. */
  | { readonly is: 'waiting' }
  | { readonly is: 'sent'; readonly at: number }
  /** Somebody else took it before the press arrived. */
  | { readonly is: 'taken'; readonly by: string }
  | { readonly is: 'resolved' }
  /** The server will not take it from this person. */
  | { readonly is: 'refused' }
  /** The session has ended: it is sent once the person has signed in again. */
  | { readonly is: 'signed_out' }

/** A press, kept on this device until the server has said what became of it, and a while after. */
export interface Ack {
  /** The command's id: the same press sent again does nothing more. */
  readonly id: string
  readonly alert: string
  readonly person: string
  readonly pressedAt: number
  readonly state: AckState
}

/** How the server answered a press; `no_answer` where nobody did. */
export type AckAnswer =
  | { readonly is: 'ok' | 'no_answer' | 'signed_out' }
  | { readonly is: 'refused'; readonly code: string; readonly message: string }

export interface AckQueue {
  /** Keeps presses, each with its command's id, and sends them as soon as that can be. */
  press(presses: readonly { id: string; alert: string }[], person: string): void
  /** Sends what this person's presses wait for; two calls at once are one. Another's wait until they are back. */
  flush(person: string): Promise<void>
  /** The last press on an alert; null: none is kept. */
  of(alert: string): Ack | null
  waiting(): number
  subscribe(listener: () => void): () => void
}

export interface AckQueueOptions {
  /** Sends presses together; gives the answer to each, in their order. */
  readonly send: (acks: readonly Ack[]) => Promise<readonly AckAnswer[]>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly now?: () => number
}

const KEY = 'huiyin.acks'
/** What was settled is still shown for so long; what waits for longer than a shift is of no use any more. */
const SETTLED_SHOWN_MS = 30 * 60_000
const WAITS_MS = 12 * 3_600_000
/** The server takes so many together. */
const MOST_TOGETHER = 100

const isWaiting = ({ state }: Ack) => state.is === 'waiting' || state.is === 'signed_out'

function read(storage: AckQueueOptions['storage']): Ack[] {
  try {
    return JSON.parse(storage.getItem(KEY) ?? '[]') as Ack[]
  } catch {
    // Nothing readable is kept: the presses of this page still are, in memory.
    return []
  }
}

function stateAfter(answer: AckAnswer, now: number): AckState {
  switch (answer.is) {
    case 'ok':
      return { is: 'sent', at: now }
    case 'no_answer':
      return { is: 'waiting' }
    case 'signed_out':
      return { is: 'signed_out' }
    case 'refused':
      if (answer.code === 'taken') return { is: 'taken', by: answer.message }
      return answer.code === 'resolved' || answer.code === 'not_found'
        ? { is: 'resolved' }
        : { is: 'refused' }
    default:
      return answer satisfies never
  }
}

/** Presses outlive a lost network and a closed page: they are kept on the device until the server has answered. */
export function createAckQueue(options: AckQueueOptions): AckQueue {
  const { send, storage, now = Date.now } = options
  const listeners = new Set<() => void>()
  let acks = read(storage)
  let flushing: Promise<void> | null = null

  function keep(next: Ack[]): void {
    const from = (ack: Ack) => now() - ack.pressedAt < (isWaiting(ack) ? WAITS_MS : SETTLED_SHOWN_MS)
    acks = next.filter(from)
    try {
      storage.setItem(KEY, JSON.stringify(acks))
    } catch {
      // A device that keeps nothing still sends what this page knows.
    }
    for (const listener of listeners) listener()
  }

  async function sendAll(person: string): Promise<void> {
    const waiting = acks.filter((each) => isWaiting(each) && each.person === person)
    for (let from = 0; from < waiting.length; from += MOST_TOGETHER) {
      const some = waiting.slice(from, from + MOST_TOGETHER)
      const answers = await send(some)
      const states = new Map(some.map(({ id }, index) => [id, stateAfter(answers[index]!, now())]))
      keep(acks.map((each) => ({ ...each, state: states.get(each.id) ?? each.state })))
      if (answers.some(({ is }) => is === 'no_answer' || is === 'signed_out')) return
    }
  }

  function flush(person: string): Promise<void> {
    flushing ??= sendAll(person).finally(() => {
      flushing = null
    })
    return flushing
  }

  return {
    press(presses, person) {
      const fresh = presses.map(({ id, alert }): Ack => {
        return { id, alert, person, pressedAt: now(), state: { is: 'waiting' } }
      })
      const again = new Set(presses.map(({ alert }) => alert))
      keep([...acks.filter(({ alert }) => !again.has(alert)), ...fresh])
      void flush(person)
    },
    flush,
    of: (alert) => acks.findLast((ack) => ack.alert === alert) ?? null,
    waiting: () => acks.filter(isWaiting).length,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
