import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const folders = ['app', 'core', 'public']
const files = ['next.config.ts', 'package-lock.json', 'tsconfig.json', 'postcss.config.mjs']
const stampFile = join(root, '.next', 'huiyin-stamp')
const SAY_EVERY_MS = 10_000

/** Builds the pages unless they were built from the very same sources. False: the build failed. */
export async function buildPages(say: (line: string) => void, signal?: AbortSignal): Promise<boolean> {
  const sources = sourceHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return true
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  say('Building the pages …')
  const timer = setInterval(() => say(`Building the pages … ${seconds()}`), SAY_EVERY_MS)
  const built = await nextBuild(signal)
  clearInterval(timer)
  if (!built) return false
  mkdirSync(join(root, '.next'), { recursive: true })
  writeFileSync(stampFile, sources)
  say(`Building the pages … done in ${seconds()}`)
  return true
}

function nextBuild(signal: AbortSignal | undefined): Promise<boolean> {
  const next = join(root, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 2, 2],
    ...(signal && { signal }),
  })
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })
}

/** A hash of all that the pages are built from; tests are not. */
function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of [...folders.flatMap(filesBelow), ...files].filter((name) => !name.includes('.test.'))) {
    const path = join(root, file)
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function filesBelow(folder: string): string[] {
  const entries = existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true })
    : []
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
}
