import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pagesFolder, pagesPointer } from '#server/pages-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const folders = ['app', 'core', 'messages', 'public']
const files = ['next.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json', 'postcss.config.mjs']
const STAMP = 'huiyin-stamp'
const SAY_EVERY_MS = 10_000
/** The newest builds that are kept: a server that runs may still serve the one before. */
const KEPT = 3
const DAY_MS = 86_400_000

export interface PageBuild {
  /** The checkout. */
  readonly root: string
  /** Builds the pages into a folder below the checkout. False: it failed. */
  readonly build: (folder: string, signal: AbortSignal | undefined) => Promise<boolean>
}

const ours: PageBuild = { root: ROOT, build: nextBuild }

/** Builds the pages unless they were built from the very same sources. False: the build failed. */
export async function buildPages(
  say: (line: string) => void,
  signal?: AbortSignal,
  { root, build }: PageBuild = ours,
): Promise<boolean> {
  const sources = sourceHash(root)
  if (stampOf(root, pagesFolder(root)) === sources) return true
  if (!mayWrite(root)) {
    say(
      `The pages are not those of these sources, and this account may not build them in ${root}. Who owns it does: "npm run install-service -- --write" as root, or "npm start" once`,
    )
    return false
  }
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  say('Building the pages …')
  const timer = setInterval(() => say(`Building the pages … ${seconds()}`), SAY_EVERY_MS)
  const name = `pages-${randomBytes(6).toString('hex')}`
  const remains = writeTsconfig(root, name)
  const built = await build(`.next/${name}`, signal)
  clearInterval(timer)
  rmSync(remains, { force: true })
  if (!built) {
    rmSync(join(root, '.next', name), { recursive: true, force: true })
    return false
  }
  writeFileSync(join(root, '.next', name, STAMP), sources)
  point(root, name)
  forgetOld(root)
  say(`Building the pages … done in ${seconds()}`)
  return true
}

/** A service and a container only read what was built for them. */
function mayWrite(root: string): boolean {
  const built = join(root, '.next')
  try {
    accessSync(existsSync(built) ? built : root, constants.W_OK)
    return true
  } catch {
    // Whatever hinders it (another's folder, a file system that is only read): it is not for this account.
    return false
  }
}

/** What Next writes into a tsconfig of its builds stays out of ours. */
function writeTsconfig(root: string, name: string): string {
  const file = join(root, '.next', `${name}.tsconfig.json`)
  mkdirSync(join(root, '.next'), { recursive: true })
  writeFileSync(file, JSON.stringify({ extends: '../tsconfig.json', include: [`${name}/types/**/*.ts`] }))
  return file
}

function stampOf(root: string, folder: string | null): string | null {
  const file = folder === null ? null : join(root, folder, STAMP)
  return file !== null && existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** In one step: who starts meanwhile finds the old build or the new one. */
function point(root: string, name: string): void {
  const pointer = pagesPointer(root)
  writeFileSync(`${pointer}-${name}`, name)
  renameSync(`${pointer}-${name}`, pointer)
}

function forgetOld(root: string): void {
  const base = join(root, '.next')
  const builds = readdirSync(base)
    .filter((name) => name.startsWith('pages-'))
    .map((name) => ({ path: join(base, name), at: statSync(join(base, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  const whole = builds.filter(({ path }) => existsSync(join(path, STAMP)))
  // One that was broken off has no stamp; a young one may be under way.
  const broken = builds.filter(({ path, at }) => !existsSync(join(path, STAMP)) && Date.now() - at > DAY_MS)
  for (const { path } of [...whole.slice(KEPT), ...broken]) rmSync(path, { recursive: true, force: true })
}

function nextBuild(folder: string, signal: AbortSignal | undefined): Promise<boolean> {
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: ROOT,
    env: { ...process.env, HUIYIN_PAGES: folder, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 2, 2],
    ...(signal && { signal }),
  })
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })
}

/** A hash of all that the pages are built from; tests are not. */
function sourceHash(root: string): string {
  const hash = createHash('sha256')
  const names = [...folders.flatMap((folder) => filesBelow(root, folder)), ...files]
  for (const file of names.filter((name) => !name.includes('.test.'))) {
    const path = join(root, file)
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function filesBelow(root: string, folder: string): string[] {
  const entries = existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true })
    : []
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(root, path) : [path]
    })
}
