import { type Refused, refused, type Sent } from '../channel.ts'

/** How much may be in one message, and in how many lines. */
export interface MostWords {
  readonly most: number
  readonly lines: number
}

/** As often as halving still leaves something to say. */
const HALVINGS = 4

/** Sends with as much as a channel takes; what is too long for the service all the same is sent with half of it, and so on. */
export async function sendShortened(
  most: MostWords,
  send: (most: MostWords) => Promise<Sent>,
): Promise<Sent> {
  let result = await send(most)
  for (let halved = 1; halved <= HALVINGS && isTooLong(result); halved++)
    result = await send({ most: most.most / 2 ** halved, lines: Math.ceil(most.lines / 2 ** halved) })
  return isTooLong(result) ? refused(result.reason, 'message') : result
}

const isTooLong = (result: Sent): result is Refused => result.is === 'refused' && result.where === 'length'
