import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pagesFolder } from '#server/pages-folder.ts'
import { buildPages, type PageBuild } from './page-build.ts'

let root: string
let builds: string[]
let ours: PageBuild

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'huiyin-pages-'))
  builds = []
  ours = {
    root,
    async build(folder) {
      mkdirSync(join(root, folder), { recursive: true })
      writeFileSync(join(root, folder, 'page.js'), readFileSync(join(root, 'app/page.tsx')))
      builds.push(folder)
      return true
    },
  }
  mkdirSync(join(root, 'app'))
  write('one')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (text: string) => writeFileSync(join(root, 'app/page.tsx'), text)
const build = () => buildPages(() => {}, undefined, ours)
const served = () => readFileSync(join(root, pagesFolder(root)!, 'page.js'), 'utf8')

it('builds beside the pages that a running server serves, and leaves those as they are', async () => {
  await build()
  const running = pagesFolder(root)!
  write('two')
  await build()
  expect(served()).toBe('two')
  expect(readFileSync(join(root, running, 'page.js'), 'utf8')).toBe('one')
})

it('builds nothing twice, and keeps the three newest builds', async () => {
  for (const text of ['one', 'two', 'three', 'four', 'five']) {
    write(text)
    await build()
    await build()
  }
  expect(builds).toHaveLength(5)
  const kept = readdirSync(join(root, '.next')).filter((name) => name.startsWith('pages-'))
  expect(kept.map((name) => `.next/${name}`).sort()).toEqual(builds.slice(-3).sort())
})

it('after a build that failed the last good one is served', async () => {
  await build()
  write('two')
  const failed = await buildPages(() => {}, undefined, {
    root,
    async build(folder) {
      mkdirSync(join(root, folder), { recursive: true })
      return false
    },
  })
  expect([failed, served()]).toEqual([false, 'one'])
  expect(readdirSync(join(root, '.next')).filter((name) => name.startsWith('pages-'))).toHaveLength(1)
})
