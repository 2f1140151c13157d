import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { auditActions } from '#core/access/audit-actions.ts'
import { languages } from '#core/config/languages.ts'

function wordsOf(language: string): (action: string) => unknown {
  const catalogue: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, 'office', `${language}.json`), 'utf8'),
  )
  return (action) =>
    `audit.action.${action}`
      .split('.')
      .reduce<unknown>((words, key) => (words as Record<string, unknown> | undefined)?.[key], catalogue)
}

test('every act that the audit notes has its words in every language', () => {
  for (const language of languages) {
    const words = wordsOf(language)
    expect(auditActions.filter((action) => typeof words(action) !== 'string')).toEqual([])
  }
})
