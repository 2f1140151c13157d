import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Entry {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
  optionalDependencies?: Record<string, string>
}
const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')
const packages = (JSON.parse(text) as { packages: Record<string, Entry> }).packages

describe('package-lock.json', () => {
  it('names the optional packages of every platform, without which npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    )
    expect(missing, 'run: node scripts/complete-lock.mjs').toEqual([])
  })
  it('has the integrity of every package of every platform', () => {
    const open = Object.entries(packages).filter(
      ([path, entry]) => path !== '' && !entry.link && !entry.integrity,
    )
    expect(
      open.map(([path]) => path),
      'run: node scripts/complete-lock.mjs',
    ).toEqual([])
  })
  it('holds no download address', () => {
    expect(Object.values(packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([])
  })
})
