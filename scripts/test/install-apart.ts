import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Found } from '../start/redis.ts'

const tests = join(import.meta.dirname, '../../tests')

/**
 * Folders of packages that only tests need. They have a package.json of their own, so that `npm start` does not fetch
 * them: old Chromiums, in which the browser tests open the wall, and published schemas.
 */
const folders = [
  { folder: 'engines', what: 'old Chromiums for the browser tests' },
  { folder: 'schemas', what: 'published schemas' },
]

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** Whether a package is there as the folder's package.json asks for it: `1.2.3`, or `npm:name@1.2.3` by another name. */
function isThere(folder: string, name: string, wanted: string): boolean {
  const file = join(tests, folder, 'node_modules', name, 'package.json')
  return existsSync(file) && wanted.slice(wanted.lastIndexOf('@') + 1) === readJson(file).version
}

/** Installs what of these folders is not there. */
export async function installApart(say: (line: string) => void): Promise<Found<null>> {
  for (const { folder, what } of folders) {
    const { dependencies } = readJson(join(tests, folder, 'package.json')) as {
      dependencies: Record<string, string>
    }
    if (Object.entries(dependencies).every(([name, wanted]) => isThere(folder, name, wanted))) continue
    say(`Installing ${what} …`)
    const child = spawn('npm', ['ci', '--loglevel=error'], {
      cwd: join(tests, folder),
      stdio: ['ignore', 2, 2],
    })
    const code = await new Promise<number | null>((done) => {
      child.once('error', () => done(null))
      child.once('exit', done)
    })
    if (code !== 0)
      return { ok: false, hint: `The ${what} could not be installed: type "npm ci" in tests/${folder}` }
  }
  return { ok: true, found: null }
}
