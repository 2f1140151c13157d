import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '#core/config/languages.ts'

const root = join(import.meta.dirname, '..')

/** What is written into the audit, wherever: `audit(who, 'screen.paired', …)` and `action: 'customer.erased'`. */
function auditedActions(): string[] {
  const files = globSync('{server,store,workers,scripts}/**/*.ts', { cwd: root })
  const lines = files
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n'))
    .filter((line) => /\baudit(\?\.)?\(|\baction: '/.test(line))
  return lines.flatMap((line) => [...line.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action!))
}

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
  const actions = new Set(auditedActions())
  expect(actions.size).toBeGreaterThan(20)
  for (const language of languages) {
    const words = wordsOf(language)
    expect([...actions].filter((action) => typeof words(action) !== 'string')).toEqual([])
  }
})
