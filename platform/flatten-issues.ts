import type { z } from 'zod'
import type { FaultWords } from '#core/config/fault-words.ts'
import { issueWords } from './issue-words.ts'

/** One fault of a schema: where, and what. */
export interface FlatIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** The same for a form, where it is something that a form can cause. */
  readonly words?: FaultWords
}

/**
 * The faults of a schema, one each: an unknown key is told at the key itself,
 * and of the alternatives of a union the one that came closest is told.
 */
export function flattenIssues(issues: readonly z.core.$ZodIssue[], base: PropertyKey[] = []): FlatIssue[] {
  return issues.flatMap((issue): FlatIssue[] => {
    const path = [...base, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], ...unknownKey }))
    // What is wrong with a key is said of it, not that it is wrong.
    if (issue.code === 'invalid_key') return flattenIssues(issue.issues, path)
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]!
      if (depth(closest) > 0) return flattenIssues(closest, path)
      const methods = [...new Set(issue.errors.flatMap((error) => error.map(({ message }) => message)))]
      const words = issue.errors
        .flat()
        .map(issueWords)
        .find((found) => found !== undefined)
      return [{ path, message: methods.join('; or: '), ...(words !== undefined && { words }) }]
    }
    const words = issueWords(issue)
    return [{ path, message: issue.message, ...(words !== undefined && { words }) }]
  })
}

const unknownKey = {
  message: 'is not a key that is known here',
  words: { key: 'unknownKey', values: {} },
} as const
const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(0, ...issues.map(({ path }) => path.length))
