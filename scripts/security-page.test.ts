import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Guarantee: what docs/security.md says is held by a test names a test that there is, by file and by title. */

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')

const named = (text: string) => [...text.matchAll(/`([a-z][\w/*-]*)`/g)].map(([, name]) => name!)

/** Those after "unit" stand beside their file, in a folder of them; the others in `tests/`. */
function testsOf(text: string): { name: string; files: string[] }[] {
  const [integration = '', ...unit] = text.split(/\bunit (?=`)/)
  return [
    ...named(integration).map((name) => {
      const file = `tests/${name.startsWith('browser/') ? name : `integration/${name}`}.test.ts`
      return { name, files: existsSync(join(root, file)) ? [file] : [] }
    }),
    // Behind a semicolon stand those of `tests/` again.
    ...unit.flatMap((part) => {
      const [beside = '', ...others] = part.split('; ')
      const found = named(beside).map((name) => {
        const files = globSync([`${name}.test.ts`, `${name}/**/*.test.ts`], { cwd: root })
        return { name: `unit ${name}`, files }
      })
      return [...found, ...others.flatMap(testsOf)]
    }),
  ]
}

/** The words of tests' titles that are quoted, of which some break off (`…`). */
const quoted = (text: string) =>
  [...text.matchAll(/"([^"]+)"/g)].map(([, words]) => words!.replace(/ …$/, ''))

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
  expect(all.filter(({ files }) => files.length === 0).map(({ name }) => name)).toEqual([])
})

test('every title of a test that the page quotes stands in one of the tests that are named with it', () => {
  const all = references().flatMap((text) => {
    const sources = testsOf(text).flatMap(({ files }) =>
      files.map((file) => readFileSync(join(root, file), 'utf8')),
    )
    return quoted(text).map((words) => ({ words, isThere: sources.some((source) => source.includes(words)) }))
  })
  expect(all.length).toBeGreaterThan(40)
  expect(all.filter(({ isThere }) => !isThere).map(({ words }) => words)).toEqual([])
})
