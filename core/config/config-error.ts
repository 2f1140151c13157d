import { type FaultWords, faultSentence } from './fault-words.ts'

/** What is wrong in a site file, and where: `path` is the way to it, such as ['rules', 3, 'limit']. */
export interface ConfigError {
  readonly path: readonly (string | number)[]
  readonly message: string
  /** The same for a form, where it is something that a form can cause. */
  readonly words?: FaultWords
}

/** One error for each item whose id an earlier one of the same list has. */
export function duplicateIds(list: string, items: readonly { readonly id: string }[]): ConfigError[] {
  const first = new Map<string, number>()
  const errors: ConfigError[] = []
  for (const [index, { id }] of items.entries()) {
    const other = first.get(id)
    if (other === undefined) first.set(id, index)
    else errors.push({ path: [list, index, 'id'], ...faultSentence('twice', { id, list, other }) })
  }
  return errors
}
