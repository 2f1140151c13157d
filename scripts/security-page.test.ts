import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Guarantee: what docs/security.md says is held by a test names a test that there is. */

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')

const named = (text: string) => [...text.matchAll(/`([a-z][\w/*-]*)`/g)].map(([, name]) => name!)

/** Those after "unit" stand beside their file, in a folder of them; the others in `tests/`. */
function testsOf(text: string): { name: string; isThere: boolean }[] {
  const [integration = '', ...unit] = text.split(/\bunit (?=`)/)
  return [
    ...named(integration).map((name) => {
      const file = name.startsWith('browser/') ? `tests/${name}` : `tests/integration/${name}`
      return { name, isThere: existsSync(join(root, `${file}.test.ts`)) }
    }),
    ...named(unit.join(' ')).map((name) => {
      const found = globSync([`${name}.test.ts`, `${name}/**/*.test.ts`], { cwd: root })
      return { name: `unit ${name}`, isThere: found.length > 0 }
    }),
  ]
}

/** The last column of each table "held by", and what stands in brackets that begin with a test. */
function references(): string[] {
  const lines = page.split('\n')
  const cells = lines.flatMap((line, index) => {
    if (!line.startsWith('| ')) return []
    const begin = lines.slice(0, index).findLastIndex((one) => !one.startsWith('|')) + 1
    return lines[begin]!.includes('held by') ? [line.split(' | ').at(-1)!] : []
  })
  const prose = lines.filter((line) => !line.startsWith('|')).join('\n')
  const brackets = [...prose.matchAll(/\(([^()]*\bunit `[^()]*|`[a-z][\w/-]*`[^()]*)\)/g)]
  return [...cells, ...brackets.map(([, text]) => text!)]
}

test('every test that the page on security names is there', () => {
  const all = references().flatMap(testsOf)
  expect(all.length).toBeGreaterThan(100)
  expect(all.filter(({ isThere }) => !isThere).map(({ name }) => name)).toEqual([])
})
