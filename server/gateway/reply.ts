import { answerWithin } from '../http/answer-within.ts'

/**
 * Answers when the work is done, and in five seconds that it was not: a store that hangs holds no screen up for as long.
 * What the work comes to afterwards is nobody's answer. A fault of ours is told as such, and to `onFault`. Who sent no
 * function to answer by hears nothing, but what fails is told to us all the same.
 */
export function reply<A>(
  work: Promise<A>,
  answer: unknown,
  fault: () => A,
  onFault: (error: Error) => void,
  withinMs?: number,
): Promise<void> {
  const tell = (said: A) => {
    if (typeof answer === 'function') answer(said)
  }
  return answerWithin(work, fault, onFault, withinMs).then(tell, (error: Error) => {
    onFault(error)
    tell(fault())
  })
}
