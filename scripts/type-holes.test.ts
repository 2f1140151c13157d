import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { codeAlone } from './code-alone.ts'

const core = fileURLToPath(new URL('../core', import.meta.url))

/** Assertions that the compiler takes at our word. A list that is looked into at every event may have one. */
const MOST_CASTS = 25
const MOST_NON_NULL = 60

const IMPORTS = /^\s*(?:import|export)\s+(?:type\s+)?(?:\{[^}]*\}|\*[^\n]*)/gm
const KEY_CLAUSE = /\[\w+ in [^\]]*\]/g
const CAST = /\bas (?!const\b)/g
const NON_NULL = /[\w)\]]!(?![=\w])/g

function holesIn(code: string): { casts: number; nonNull: number } {
  const bare = codeAlone(code).replace(IMPORTS, '').replace(KEY_CLAUSE, '')
  return { casts: bare.match(CAST)?.length ?? 0, nonNull: bare.match(NON_NULL)?.length ?? 0 }
}

test('what is counted is code alone', () => {
  const code = `
    import { a as b } from './a.ts'
    // as a rule, do!
    const text = \`as it \${'is as'} is\` as Text
    const list = ['as'] as const
    if (!isThere || there !== null) found = list[0]! ?? map.get('as!')!.value
    type Mapped<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
    const pattern = /it's as! (\\w+)/.exec(text)!
  `
  expect(holesIn(code)).toEqual({ casts: 1, nonNull: 3 })
})

test('the core asserts no more of its types than it does now', () => {
  const sum = { casts: 0, nonNull: 0 }
  for (const name of readdirSync(core, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || /(\.test|-for-test)\.ts$/.test(name)) continue
    const { casts, nonNull } = holesIn(readFileSync(join(core, name), 'utf8'))
    sum.casts += casts
    sum.nonNull += nonNull
  }
  expect(sum.casts).toBeLessThanOrEqual(MOST_CASTS)
  expect(sum.nonNull).toBeLessThanOrEqual(MOST_NON_NULL)
})
