import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { HolidayList } from '#core/calendars/holiday-list.ts'
import { checkSite } from '#core/site/check-site.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { FlatIssue } from '#platform/flatten-issues.ts'
import { type HolidayFolder, readHolidayFolder } from '#platform/holidays/holiday-folder.ts'
import { holidayDates } from '#platform/holidays.ts'
import { pathText, type SiteFault } from '#platform/site-fault.ts'
import { parseSite } from './parse-site.ts'
import { editedText } from './site-text.ts'
import { type SplitSite, splitSecrets } from './split-secrets.ts'

/** A site file that may be applied. */
export interface SiteFile {
  readonly path: string
  /** SHA-256 of the text and of the lists of holidays: tells whether either has changed since it was last read. */
  readonly hash: string
  /** As written, first passwords and tokens included: never to be logged or kept. */
  readonly site: Site
  readonly split: SplitSite
  /** The text without its secrets, comments and order as they are. */
  text(): string
  /** The line of a path in the file, or of what is nearest around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | null
}

export type SiteFileRead =
  | { ok: true; file: SiteFile; warnings: readonly SiteFault[] }
  | { ok: false; faults: readonly SiteFault[] }

/** A set with the lists of a data folder; those that stand in it already, as after an export, are not put in twice. */
export function withHolidays(site: Site, lists: readonly HolidayList[]): Site {
  const more = lists.filter((list) => !site.holidays.some((one) => isDeepStrictEqual(one, list)))
  return { ...site, holidays: [...site.holidays, ...more] }
}

const NO_FOLDER: HolidayFolder = { lists: [], text: '', faults: [] }

/** Far more than a site file may be: a wrong path to some huge file should not be read into memory. */
const READ_AT_MOST = 16 * 1024 * 1024

/**
 * Reads and checks a site file with the files that hold its secrets, and the lists of holidays of the data folder if one
 * is given, which become part of the set. All faults at once, and nothing is changed.
 */
export function readSiteFile(path: string, dataDir: string | null = null): SiteFileRead {
  const text = readText(path)
  if (!text.ok) return { ok: false, faults: [{ line: null, path: '', message: text.message }] }
  const parsed = parseSite(text.text)
  if (!parsed.ok) return parsed
  const folder = dataDir === null ? NO_FOLDER : readHolidayFolder(dataDir)
  const site = withHolidays(parsed.site, folder.lists)
  const split = splitSecrets(site, (name) => readSecret(name, dirname(path)))
  const place = ({ path: at, message }: FlatIssue): SiteFault => ({
    line: parsed.lineOf(at),
    path: pathText(at),
    message,
  })
  const findings = checkSite(site, holidayDates)
  const of = (level: 'error' | 'warning') => findings.filter((finding) => finding.level === level)
  const faults = [...folder.faults, ...[...split.faults, ...of('error')].map(place)]
  if (faults.length > 0) return { ok: false, faults }
  const hash = createHash('sha256').update(text.text).update(folder.text).digest('hex')
  const own = { ...split.published, holidays: parsed.site.holidays }
  const file = { path, hash, site, split, lineOf: parsed.lineOf, text: () => editedText(text.text, own) }
  return { ok: true, file, warnings: of('warning').map(place) }
}

function readText(path: string): { ok: true; text: string } | { ok: false; message: string } {
  try {
    if (statSync(path).size > READ_AT_MOST) return { ok: false, message: 'is larger than 1 MiB' }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { ok: false, message: 'there is no such file' }
    if (error instanceof TypeError) return { ok: false, message: 'is not UTF-8' }
    return { ok: false, message }
  }
}

type SecretRead = { ok: true; text: string } | { ok: false; message: string }

/** A secret that stands in a file beside the site file, or, as `env:NAME`, in the environment. */
function readSecret(name: string, folder: string): SecretRead {
  if (name.startsWith('env:')) return readVariable(name.slice('env:'.length))
  const path = resolve(folder, name)
  const read = readText(path)
  if (!read.ok) return { ok: false, message: `${path}: ${read.message}` }
  const text = read.text.trim()
  return text === '' ? { ok: false, message: `${path}: is empty` } : { ok: true, text }
}

function readVariable(name: string): SecretRead {
  const text = process.env[name]
  if (text === undefined || text === '')
    return { ok: false, message: `the environment has no variable ${name}` }
  return { ok: true, text }
}
