import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { largeSite } from './large-site.ts'

/** The site file whose rules, calendars and departments the large floor has too. */
export const DEMO_SITE = join(import.meta.dirname, '../../../config/site.yaml')

/** Writes the large floor's site file into a folder, made from the file `base`, and gives its path. */
export function writeLargeSite(folder: string, base: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'large-site.yaml')
  writeFileSync(file, JSON.stringify(largeSite(parse(readFileSync(base, 'utf8')) as object), null, 2), {
    mode: 0o600,
  })
  return file
}
