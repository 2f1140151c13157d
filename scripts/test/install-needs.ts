import { existsSync } from 'node:fs'
import { unprivilegedAccount } from '../start/account.ts'
import { findPostgres } from '../start/postgres-binaries.ts'
import { type Found, findRedis } from '../start/redis.ts'
import { installSystemPackages, onPath, programPath } from '../start/system-packages.ts'
import { installApart } from './install-apart.ts'

/** What the tests need of this machine. */
export interface Needs {
  /** The program by which the browser tests look at the pages. */
  readonly chromium: string
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome']
/** Without a Chinese typeface every Chinese word has the width of empty boxes. */
const CJK_FONTS = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'

/** What some tests try our files with; where they cannot be installed, those tests are skipped, and the sum says so. */
const TRIED_WITH = [
  { program: 'systemd-analyze', name: 'systemd' },
  { program: 'nginx', name: 'nginx-light' },
]

/** Finds or installs Redis, PostgreSQL, Chromium, the old Chromiums of televisions, and what files of ours are tried with. */
export async function installNeeds(say: (line: string) => void): Promise<Found<Needs>> {
  const redis = await findRedis(say)
  if (!redis.ok) return redis
  const postgres = await findPostgres(unprivilegedAccount(), null, say)
  if (!postgres.ok) return postgres
  const apart = await installApart(say)
  if (!apart.ok) return apart
  const missing = TRIED_WITH.filter(({ program }) => !onPath(program)).map(({ name }) => name)
  if (process.platform === 'linux' && missing.length > 0) await installSystemPackages(missing, say)
  const chromium = await findChromium(say)
  return chromium.ok ? { ok: true, found: { chromium: chromium.found } } : chromium
}

async function findChromium(say: (line: string) => void): Promise<Found<string>> {
  const packages = [
    ...(browsers.some(onPath) ? [] : ['chromium']),
    ...(process.platform !== 'linux' || existsSync(CJK_FONTS) ? [] : ['fonts-noto-cjk']),
  ]
  if (packages.length > 0) await installSystemPackages(packages, say)
  const found = browsers.map(programPath).find((path) => path !== null)
  if (found != null) return { ok: true, found }
  return {
    ok: false,
    hint: 'Chromium is missing for the browser tests: type "sudo apt-get install chromium fonts-noto-cjk"',
  }
}
