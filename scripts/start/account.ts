import { spawnSync } from 'node:child_process'
import type { Account } from './child-process.ts'

/** The account that PostgreSQL runs as: null is our own; root, which it refuses, gives way to `postgres` or `nobody`. */
export function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error('PostgreSQL must not run as root, and there is neither an account "postgres" nor "nobody"')
}

/** Whether an account can enter a folder: every folder above it must let it through, too. */
export function canEnter(account: Account | null, folder: string): boolean {
  if (account === null) return true
  return spawnSync('sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}
