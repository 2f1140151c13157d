import { spawn, spawnSync } from 'node:child_process'

/** How this machine lets us install an operating system's package; null: it does not. */
function installer(): string[] | null {
  if (!onPath('apt-get')) return null
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}

/** Where PATH finds a program, or null. */
export function programPath(program: string): string | null {
  const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

/** Whether a program is on PATH. */
export function onPath(program: string): boolean {
  return programPath(program) !== null
}

/** Installs packages of Debian or Ubuntu where the user may. False: the user has to type something. */
export async function installSystemPackages(names: string[], say: (line: string) => void): Promise<boolean> {
  const prefix = installer()
  if (prefix === null) return false
  say(`Installing ${names.join(', ')} from the system's packages …`)
  const install = ['install', '-y', '--no-install-recommends', ...names]
  // A fresh machine has no list of packages yet, or an old one: only then is it fetched.
  if (await apt(prefix, install)) return true
  return (await apt(prefix, ['update'])) && apt(prefix, install)
}

async function apt(prefix: string[], args: string[]): Promise<boolean> {
  const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
  const child = spawn(command!, rest, { stdio: ['ignore', 2, 2] })
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })
}
