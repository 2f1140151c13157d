import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Language } from '#core/site/languages.ts'
import { DEMO_SITE } from '../large/write-large-site.ts'
import { type BaseSite, demoSite, type MessagePorts } from '../world/demo-site.ts'

const MARK = 'demo-folder'

/** The demo's own folder: what is in it is made anew at each beginning, so nothing else may be there. */
export interface DemoFolder {
  /** The data folder of the floor that runs. */
  readonly floor: string
  /** The site file of a language; of its past nobody is sent anything. */
  siteFile(language: Language, of: 'past' | 'present'): string
  /** Whether the past of a language was made already, by this very code. */
  hasPast(language: Language): boolean
  /** Removes the floor of before. */
  clear(): void
  /** What is the floor now becomes the past of a language. */
  keepPast(language: Language): void
  /** Lays the past of a language down as the floor. */
  layPast(language: Language): void
}

/** A text: why this folder is not the demo's. */
export function openDemoFolder(folder: string, ports: MessagePorts): DemoFolder | string {
  const isKnown = existsSync(join(folder, MARK))
  const isFree = !existsSync(folder) || readdirSync(folder).length === 0
  if (!isKnown && !isFree)
    return `${folder} has something in it that is not of this demo, which begins anew each time: remove it, or set HUIYIN_DATA_DIR to another folder`
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  writeFileSync(join(folder, MARK), 'npm run demo begins anew each time: what is here may be removed\n')
  const floor = join(folder, 'floor')
  const base = parse(readFileSync(DEMO_SITE, 'utf8')) as BaseSite
  const pastOf = (language: Language) =>
    join(folder, `past-${language}-${hashOf(JSON.stringify(demoSite(base, language, null)))}`)
  return {
    floor,
    siteFile(language, of) {
      const file = join(folder, `site-${language}-${of}.yaml`)
      const site = demoSite(base, language, of === 'past' ? null : ports)
      writeFileSync(file, JSON.stringify(site, null, 2), { mode: 0o600 })
      return file
    },
    hasPast: (language) => existsSync(pastOf(language)),
    clear: () => rmSync(floor, { recursive: true, force: true }),
    keepPast(language) {
      for (const name of readdirSync(folder))
        if (name.startsWith(`past-${language}-`)) rmSync(join(folder, name), { recursive: true, force: true })
      renameSync(floor, pastOf(language))
    },
    layPast(language) {
      rmSync(floor, { recursive: true, force: true })
      copyTree(pastOf(language), floor)
    },
  }
}

/** Owners and rights stay: PostgreSQL runs as somebody else where we are root. */
function copyTree(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${from} could not be copied to ${to}: ${stderr}`)
}

/** The files that make the past, so that other code makes another one. */
const MADE_BY = ['../past', '../model', '../world', '../first-minute']

function hashOf(site: string): string {
  const hash = createHash('sha256').update(site)
  for (const part of MADE_BY) {
    const at = join(import.meta.dirname, part)
    for (const name of readdirSync(at).sort())
      if (!name.includes('.test.')) hash.update(readFileSync(join(at, name)))
  }
  return hash.digest('hex').slice(0, 12)
}
