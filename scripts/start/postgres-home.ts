import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canEnter } from './account.ts'
import type { Account } from './child-process.ts'
import { SHARED_HOME } from './postgres-binaries.ts'

/**
 * The folder of the embedded PostgreSQL: in the data folder, unless the account that it runs as cannot get there
 * (root's checkout in a private folder). Then it is elsewhere, and the data folder remembers where.
 */
export function postgresHome(dataDir: string, account: Account | null): string {
  const pointer = join(dataDir, 'postgres-home')
  if (existsSync(pointer)) return own(readFileSync(pointer, 'utf8').trim(), account)
  const inside = join(dataDir, 'postgres')
  if (existsSync(inside) || canEnter(account, dataDir)) return own(inside, account)
  // A random name: a data folder that is deleted and begun anew must not find the old data.
  const outside = join(SHARED_HOME, `data-${randomBytes(6).toString('hex')}`)
  mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
  own(outside, account)
  writeFileSync(join(outside, 'belongs-to'), `${dataDir}\n`)
  writeFileSync(pointer, `${outside}\n`)
  return outside
}

function own(folder: string, account: Account | null): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account !== null) chownSync(folder, account.uid, account.gid)
  return folder
}
