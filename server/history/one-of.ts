import { refuse } from '../api/answer.ts'

/** The refusal of a parameter that is none of those known. */
export const oneOf = (name: string, known: readonly string[]) =>
  refuse(400, 'bad_request', `${name}: must be one of ${known.join(', ')}`)
