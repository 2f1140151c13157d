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

function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | null {
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (node: string): string[] | null => {
    if (state.get(node) === 'done' || !edges.has(node)) return null
    if (state.get(node) === 'open') return [...path.slice(path.indexOf(node)), node]
    state.set(node, 'open')
    path.push(node)
    for (const next of edges.get(node)!) {
      const cycle = visit(next)
      if (cycle !== null) return cycle
    }
    path.pop()
    state.set(node, 'done')
    return null
  }
  for (const node of edges.keys()) {
    const cycle = visit(node)
    if (cycle !== null) return cycle
  }
  return null
}

function edgesOfFiles(): Map<string, string[]> {
  const files = [...Object.keys(may), 'messages', 'scripts', 'bench'].flatMap(sourcesIn)
  return new Map(files.map((file) => [file, dependenciesOf(file)]))
}

/** Which folders under one import which others, by their files. */
function edgesOfFolders(root: string): Map<string, string[]> {
  const edges = new Map<string, string[]>()
  for (const file of sourcesIn(root)) {
    const folder = dirname(file)
    const others = dependenciesOf(file).map(dirname)
    edges.set(folder, [...(edges.get(folder) ?? []), ...others.filter((other) => other !== folder)])
  }
  return edges
}

/** What a file imports, types too: who depends on a type cannot be understood without it. */
function dependenciesOf(file: string): string[] {
  return importsOf(file)
    .filter((name) => /^[.#]/.test(name))
    .map((name) => target(file, name))
}

/** What a file imports that is there when it runs, at once or later: no types. */
function runtimeImportsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const named = [...text.matchAll(/^(?:import|export)\s([^'"]*?)from\s+['"]([^'"]+)['"]/gm)]
  const isType = (names: string) => /^type\s/.test(names) || /^\{(\s*type\s[^,}]+,?)+\s*\}\s*$/.test(names)
  const later = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, name = '']) => name)
  return [...named.flatMap(([, names = '', name = '']) => (isType(names) ? [] : [name])), ...later]
}

const isClient = (file: string) => readFileSync(join(root, file), 'utf8').startsWith("'use client'")

/** By which files a package gets into what a browser is sent, if it does. */
function pathsToBrowser(name: string): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const next of runtimeImportsOf(file)) {
      if (next === name) found.push([...path, file].join(' > '))
      else if (/^[.#]/.test(next)) visit(target(file, next), [...path, file])
    }
  }
  for (const file of sourcesIn('app').filter(isClient)) visit(file, [])
  return found
}

describe('the folders', () => {
  it.each(Object.keys(may))('%s imports only what it may', (folder) => {
    expect(faultsOf(folder)).toEqual([])
  })
  it('import each other in no circle', () => {
    expect(findCycle(edgesOfFiles())).toBeNull()
  })
  it('of core/cases import each other in no circle, as folders', () => {
    expect(findCycle(edgesOfFolders('core/cases'))).toBeNull()
  })
  it('of core import each other two by two only where that is known: a new pair is a file in the wrong place', () => {
    const edges = edgesOfFolders('core')
    const pairs = [...edges].flatMap(([folder, others]) =>
      [...new Set(others)]
        .filter((other) => folder < other && edges.get(other)?.includes(folder))
        .map((other) => `${folder} and ${other}`),
    )
    expect(pairs.sort()).toEqual([
      'core/access and core/search',
      'core/agents and core/contacts',
      'core/agents and core/queues',
      'core/floor and core/notify',
      'core/notify and core/site',
    ])
  })
  it('of the ground import nothing that is built on them', () => {
    const outside = (folder: string) =>
      sourcesIn(folder).flatMap((file) =>
        dependenciesOf(file).filter(
          (name) => !name.startsWith(folder) && !name.startsWith('core/collections/'),
        ),
      )
    expect([outside('core/collections'), outside('core/time')]).toEqual([[], []])
  })
  it('send no browser the schemas, which are 33 KB and judge what comes in', () => {
    expect(pathsToBrowser('zod')).toEqual([])
  })
})
