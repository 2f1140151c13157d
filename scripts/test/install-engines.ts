import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Found } from '../start/redis.ts'

const folder = join(import.meta.dirname, '../../tests/engines')

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** Whether a package of tests/engines is there as its package.json asks for it (`npm:name@1.2.3`). */
function isThere([alias, wanted]: [string, string]): boolean {
  const file = join(folder, 'node_modules', alias, 'package.json')
  return existsSync(file) && wanted.endsWith(`@${readJson(file).version}`)
}

/**
 * Installs the old Chromiums that the browser tests open the wall in. They have a package.json of their own, so that
 * `npm start` does not fetch what only a test needs.
 */
export async function installEngines(say: (line: string) => void): Promise<Found<null>> {
  const { dependencies } = readJson(join(folder, 'package.json')) as { dependencies: Record<string, string> }
  if (Object.entries(dependencies).every(isThere)) return { ok: true, found: null }
  say('Installing old Chromiums for the browser tests …')
  const child = spawn('npm', ['ci', '--loglevel=error'], { cwd: folder, stdio: ['ignore', 2, 2] })
  const code = await new Promise<number | null>((done) => {
    child.once('error', () => done(null))
    child.once('exit', done)
  })
  if (code === 0) return { ok: true, found: null }
  return { ok: false, hint: 'The old Chromiums could not be installed: type "npm ci" in tests/engines' }
}
