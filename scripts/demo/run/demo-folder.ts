import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  /** Removes the floor of before, and writes the site file of a language; gives the file. */
  beginAnew(language: Language): string
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
  return {
    floor,
    beginAnew(language) {
      rmSync(floor, { recursive: true, force: true })
      const file = join(folder, `site-${language}.yaml`)
      writeFileSync(file, JSON.stringify(demoSite(base, language, ports), null, 2), { mode: 0o600 })
      return file
    },
  }
}
