import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Env, readEnv } from '#platform/env.ts'
import { applyFile } from './apply-file.ts'
import { checkFile } from './check-file.ts'
import { erase } from './erase.ts'
import { exportSite } from './export-site.ts'
import { forget, isForgettable } from './forget.ts'
import { FROM_PBX_USAGE, fromPbx } from './from-pbx.ts'
import { secondFactorOff } from './second-factor-off.ts'
import { setPassword } from './set-password.ts'

const USAGE = `npm run site -- check FILE [--offline] | apply FILE | export | password LOGIN | second-factor off LOGIN | forget queue|agent ID | erase NUMBER-OR-CUSTOMER [--look] | ${FROM_PBX_USAGE}`

/** npm changes to the project's folder; a path is meant from where the user stands. */
function userPath(file: string): string {
  const fromUser = resolve(process.env.INIT_CWD ?? '.', file)
  return existsSync(fromUser) ? fromUser : resolve(file)
}

async function run(args: string[], env: Env): Promise<number> {
  if (args[0] === 'from-pbx') return fromPbx(args.slice(1))
  const offline = args.includes('--offline')
  const [command, file, ...rest] = args.filter((arg) => arg !== '--offline' || args[0] !== 'check')
  if (rest.length === 0 && file !== undefined && command === 'check')
    return checkFile(userPath(file), file, { env, offline })
  if (rest.length === 0 && file !== undefined && command === 'apply')
    return applyFile(userPath(file), file, env)
  if (rest.length === 0 && file !== undefined && command === 'password') return setPassword(file, env)
  const [id, ...more] = rest
  if (
    command === 'forget' &&
    file !== undefined &&
    id !== undefined &&
    more.length === 0 &&
    isForgettable(file)
  )
    return forget(file, id, env)
  if (command === 'second-factor' && file === 'off' && id !== undefined && more.length === 0)
    return secondFactorOff(id, env)
  if (command === 'erase' && file !== undefined && (id === undefined || id === '--look') && more.length === 0)
    return erase(file, id === '--look', env)
  if (file === undefined && command === 'export') return exportSite(env)
  console.error(USAGE)
  return 2
}

const read = readEnv(process.env)
if (!read.ok) for (const fault of read.faults) console.error(fault)
process.exitCode = read.ok ? await run(process.argv.slice(2), read.env) : 1
