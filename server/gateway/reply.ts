/**
 * Answers when the work is done; a fault of ours is told as such, and to `onFault`. Who sent no function to answer by
 * hears nothing, but what fails is told to us all the same.
 */
export function reply<A>(
  work: Promise<A>,
  answer: unknown,
  fault: A,
  onFault: (error: Error) => void,
): Promise<void> {
  const tell = (said: A) => {
    if (typeof answer === 'function') answer(said)
  }
  return work.then(tell, (error: Error) => {
    onFault(error)
    tell(fault)
  })
}
