import type { CommandAnswer, EachAnswer } from '#core/rows/protocol.ts'
import { mayBeDone, type PressIds } from './press-ids.ts'

/**
 * What an act is about. `id`: of the command, where the caller keeps it; `untaken`: nobody had it when it was pressed;
 * `before`: who had it then, null: nobody;
 * `undoes`: the id of the command that is taken back; `data`: what is said of this one alone.
 */
export interface CommandTarget {
  readonly subject: string
  readonly id?: string
  readonly untaken: boolean
  readonly undoes?: string
  readonly before?: string | null
  readonly data?: Readonly<Record<string, unknown>>
}

/** What became of one of them; `id`: of the command under which it was sent. */
export type SentEach = EachAnswer & { readonly id: string }

/** The server takes so many in one command. */
const MOST_TOGETHER = 100

export interface EachSending {
  /** Sends one command and gives the server's word, or `no_answer`. */
  send: (request: Record<string, unknown>) => Promise<CommandAnswer>
  presses: PressIds
  newId: () => string
}

/**
 * Acts on any number of things, in commands of at most a hundred, one after the other; gives what became of each, in
 * their order. Once one command was not taken as a whole, those after it are not sent: the same befell them.
 */
export async function sendEach(
  name: string,
  targets: readonly CommandTarget[],
  shared: Record<string, unknown>,
  { send, presses, newId }: EachSending,
): Promise<SentEach[]> {
  const said: SentEach[] = []
  for (let from = 0; from < targets.length; from += MOST_TOGETHER) {
    const some = targets.slice(from, from + MOST_TOGETHER)
    const contents = some.map(({ id: _id, subject: _subject, ...own }) =>
      JSON.stringify([name, { ...shared, ...own }]),
    )
    const each = some.map(({ id, ...own }, index) => {
      return { ...own, id: id ?? presses.of(own.subject, contents[index]!) }
    })
    const answer = await send({ ...shared, id: newId(), name, each })
    if (!answer.ok) {
      if (!mayBeDone(answer.code))
        for (const [index, one] of some.entries()) presses.settle(one.subject, contents[index]!)
      const rest = targets.slice(from).map(({ id = '' }, index) => ({ ...answer, id: each[index]?.id ?? id }))
      return [...said, ...rest]
    }
    for (const [index, { subject }] of some.entries()) presses.settle(subject, contents[index]!)
    const became = answer.each ?? some.map((): EachAnswer => ({ ok: true }))
    said.push(...became.map((one, index) => ({ ...one, id: each[index]!.id })))
  }
  return said
}
