import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = [
  'core',
  'platform',
  'protocols',
  'store',
  'server',
  'workers',
  'app',
  'messages',
  'scripts',
  'bench',
  'tests',
]

const EXPORT =
  /^export (?:declare )?(?:default )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) ([A-Za-z_$][\w$]*)/gm

/** Names that a framework, or whoever runs all files of a folder, asks each of them for. */
const asked: readonly { readonly name: string; readonly of: RegExp }[] = [
  { name: 'Page', of: /^app\/(.*\/)?page\.tsx$/ },
  { name: 'metadata', of: /^app\/(.*\/)?(page|layout)\.tsx$/ },
  { name: 'bench', of: /^bench\/[\w-]+\.bench\.ts$/ },
  { name: 'soak', of: /^tests\/soak\/[\w-]+\.soak\.ts$/ },
  { name: 'parts', of: /^bench\/[\w-]+\.bench\.ts$/ },
  { name: 'soak', of: /^tests\/soak\/[\w-]+\.soak\.ts$/ },
  { name: 'up', of: /^store\/postgres\/migrations\// },
]
const isAsked = (name: string, file: string) => asked.some((each) => each.name === name && each.of.test(file))

function sources(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d|\.test)\.tsx?$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(folder, name)),
  )
}

test('no exported name stands for two things: one that is needed twice is declared once, and imported', () => {
  const declaredIn = new Map<string, Set<string>>()
  for (const file of sources())
    for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(EXPORT))
      if (!isAsked(name, file)) declaredIn.set(name, (declaredIn.get(name) ?? new Set()).add(file))
  const twice = [...declaredIn].filter(([, files]) => files.size > 1)
  expect(twice.map(([name, files]) => `${name}: ${[...files].sort().join(', ')}`)).toEqual([])
  expect(declaredIn.has('createFloor')).toBe(true)
})
