import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What is ours: nothing hidden, nothing installed. */
const files = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(join(root, entry.name), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(entry.name, name),
        )
      : [entry.name],
  )

const folders = new Set<string>()
for (const file of files) for (let at = dirname(file); at !== '.'; at = dirname(at)) folders.add(at)
const tops = new Set([...folders].filter((folder) => !folder.includes('/')))
const known = new Set(files)
/** Documents name a source with its ending, or a test by what it tests. */
const ENDINGS = ['', '.ts', '.tsx', '.test.ts', '.mjs']

function isThere(path: string): boolean {
  if (folders.has(path) || ENDINGS.some((ending) => known.has(path + ending))) return true
  return /[*{…]/.test(path) && files.some((file) => matchesGlob(file, path.replaceAll('…', '*')))
}

/** Paths from the root that a document names in its text, and what its links lead to. */
function pathsOf(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8')
  const named = [...text.matchAll(/`([\w.[\]*{},()…-]+(?:\/[\w.[\]*{},()…-]*)+)`/g)]
    .map(([, path = '']) => path.replace(/\/$/, ''))
    // In capitals stands what somebody puts in, as in a key of Redis.
    .filter((path) => tops.has(path.split('/')[0] ?? '') && !/\/[A-Z]+$/.test(path))
  const linked = [...text.matchAll(/\]\((?![a-z]+:)([^)#\s]+)/g)].map(([, to = '']) =>
    normalize(join(dirname(document), to)).replace(/\/$/, ''),
  )
  return [...named, ...linked]
}

test('every path that a document names is there, and every link leads somewhere', () => {
  const documents = files.filter((file) => /^(docs\/.*|[A-Z]+)\.md$/.test(file) && file !== 'CHANGELOG.md')
  const gone = documents.flatMap((document) =>
    pathsOf(document).flatMap((path) => (isThere(path) ? [] : [`${document}: ${path}`])),
  )
  expect(gone).toEqual([])
  expect(documents.flatMap(pathsOf).length).toBeGreaterThan(300)
})

test('every decision is numbered, dated, with a status, and stands in the list by its title', () => {
  const list = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8')
  const faults = files
    .filter((file) => /^docs\/decisions\/\d/.test(file))
    .flatMap((file) => {
      const name = file.slice('docs/decisions/'.length)
      const [head = '', , dated = ''] = readFileSync(join(root, file), 'utf8').split('\n')
      const isHeaded = head.startsWith(`# ${name.slice(0, 4)} · `)
      const isDated = /^Date: \d{4}-\d\d-\d\d · Status: /.test(dated)
      return isHeaded && isDated && list.includes(`[${head.slice(2)}](${name})`) ? [] : [name]
    })
  expect(faults).toEqual([])
})
