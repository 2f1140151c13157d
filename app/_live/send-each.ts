import type { CommandAnswer, EachAnswer } from '#core/protocol.ts'
import { mayBeDone, type PressIds } from './press-ids.ts'

/** An alert that an act is about. `id`: of the command, where the caller keeps it; `untaken`: nobody had it when it was pressed. */
export interface CommandTarget {
  readonly subject: string
  readonly id?: string
  readonly untaken: boolean
}

/** The server takes so many in one command. */
const MOST_TOGETHER = 100

export interface EachSending {
  /** Sends one command and gives the server's word, or `no_answer`. */
  send: (request: Record<string, unknown>) => Promise<CommandAnswer>
  presses: PressIds
  newId: () => string
}

/**
 * Acts on any number of alerts, in commands of at most a hundred, one after the other; gives what became of each, in
 * their order. Once one command was not taken as a whole, those after it are not sent: the same befell them.
 */
export async function sendEach(
  name: string,
  targets: readonly CommandTarget[],
  shared: Record<string, unknown>,
  { send, presses, newId }: EachSending,
): Promise<EachAnswer[]> {
  const said: EachAnswer[] = []
  for (let from = 0; from < targets.length; from += MOST_TOGETHER) {
    const some = targets.slice(from, from + MOST_TOGETHER)
    const contents = some.map(({ untaken }) => JSON.stringify([name, { ...shared, untaken }]))
    const each = some.map(({ subject, id, untaken }, index) => {
      return { id: id ?? presses.of(subject, contents[index]!), subject, untaken }
    })
    const answer = await send({ ...shared, id: newId(), name, each })
    if (!answer.ok) {
      if (!mayBeDone(answer.code))
        for (const [index, one] of some.entries()) presses.settle(one.subject, contents[index]!)
      return [...said, ...targets.slice(from).map((): EachAnswer => answer)]
    }
    for (const [index, { subject }] of some.entries()) presses.settle(subject, contents[index]!)
    said.push(...(answer.each ?? some.map((): EachAnswer => ({ ok: true }))))
  }
  return said
}
