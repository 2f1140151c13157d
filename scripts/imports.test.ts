import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Which of our folders, and which packages, each folder may import. */
const may: Record<string, { folders: string[]; packages: 'any' | string[] }> = {
  core: { folders: ['core'], packages: ['zod'] },
  platform: { folders: ['core', 'platform'], packages: 'any' },
  protocols: { folders: ['core', 'platform', 'protocols'], packages: 'any' },
  store: { folders: ['core', 'platform', 'store'], packages: 'any' },
  server: { folders: ['core', 'platform', 'protocols', 'store', 'messages', 'server'], packages: 'any' },
  workers: { folders: ['core', 'platform', 'protocols', 'store', 'messages', 'workers'], packages: 'any' },
  app: { folders: ['core', 'messages', 'app'], packages: 'any' },
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(\.test|-for-test|random-history)\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]/gm)].map((match) => match[1]!)
}

/** The file or package that an import names: `core/event/event.ts`, `zod`. */
function target(file: string, name: string): string {
  if (name.startsWith('#')) return name.slice(1)
  return name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name
}

function faultsOf(folder: string): string[] {
  const { folders, packages } = may[folder]!
  const faults: string[] = []
  for (const file of sourcesIn(folder))
    for (const name of importsOf(file)) {
      const isOurs = name.startsWith('#') || name.startsWith('.')
      const to = target(file, name)
      const top = to.split('/')[0]!
      const ok = isOurs
        ? folders.includes(top) || !to.includes('/')
        : packages === 'any' || packages.includes(name)
      if (!ok) faults.push(`${file} imports ${to}`)
    }
  return faults
}

function findCycle(): string[] | null {
  const files = [...Object.keys(may), 'messages', 'scripts', 'bench'].flatMap(sourcesIn)
  const edges = new Map(files.map((file) => [file, dependenciesOf(file)]))
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (file: string): string[] | null => {
    if (state.get(file) === 'done' || !edges.has(file)) return null
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file]
    state.set(file, 'open')
    path.push(file)
    for (const next of edges.get(file)!) {
      const cycle = visit(next)
      if (cycle !== null) return cycle
    }
    path.pop()
    state.set(file, 'done')
    return null
  }
  for (const file of files) {
    const cycle = visit(file)
    if (cycle !== null) return cycle
  }
  return null
}

/** What a file imports, types too: who depends on a type cannot be understood without it. */
function dependenciesOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => /^[.#]/.test(name))
    .map((name) => target(file, name))
}

describe('the folders', () => {
  it.each(Object.keys(may))('%s imports only what it may', (folder) => {
    expect(faultsOf(folder)).toEqual([])
  })
  it('import each other in no circle', () => {
    expect(findCycle()).toBeNull()
  })
})
