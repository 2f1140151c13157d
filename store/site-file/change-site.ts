import { isDeepStrictEqual } from 'node:util'
import { checkSite } from '#core/site/check-site.ts'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { type FlatIssue, flattenIssues } from '#platform/flatten-issues.ts'
import { readHolidayFolder } from '#platform/holidays/holiday-folder.ts'
import { holidayDates } from '#platform/holidays.ts'
import { pathText, type SiteFault } from '#platform/site-fault.ts'
import { fileNames } from './file-names.ts'
import { parseSite } from './parse-site.ts'
import { withHolidays } from './read-site-file.ts'
import { editedText, textOfSite } from './site-text.ts'
import type { SiteVersion } from './site-versions.ts'
import { type SplitSite, splitSecrets } from './split-secrets.ts'

/** What somebody wants in force, as the site file's JSON or as its text. */
export type WantedSite = { readonly json: unknown } | { readonly text: string }

/** A fault at its place, for people and for a form. */
export interface ChangeFault extends SiteFault {
  readonly at: readonly (string | number)[]
}

export type SiteChanged =
  | {
      ok: true
      /** As it was asked for, first passwords and secrets included: never to be logged or kept. */
      site: Site
      /** What would be in force of the file itself: no secret, no list of the data folder. */
      own: Site
      split: SplitSite
      text: () => string
      warnings: ChangeFault[]
    }
  | { ok: false; faults: ChangeFault[] }

type LineOf = (path: readonly PropertyKey[]) => number | null

/** The file's own set of a version: without the lists that come from the data folder. */
export function ownSet({ content }: SiteVersion, dataDir: string): Site {
  const { lists } = readHolidayFolder(dataDir)
  if (lists.length === 0) return content
  const holidays = content.holidays.filter((one) => !lists.some((list) => isDeepStrictEqual(one, list)))
  return { ...content, holidays }
}

/** The text of a version; one that an earlier program kept without is written from its set. */
export const textOf = (version: SiteVersion): string => version.text ?? textOfSite(version.content)

/**
 * Judges a change of the set in force as a site file is judged: all faults at once, and nothing is changed. What the
 * change does not say of secrets stays as it is; files that hold them are named on the machine alone.
 */
export function judgeChange(wanted: WantedSite, inForce: SiteVersion, dataDir: string): SiteChanged {
  const read = readWanted(wanted)
  if (!read.ok) return read
  const { site: own, lineOf } = read
  const fault = (issue: FlatIssue) => faultOf(issue, lineOf(issue.path))
  const folder = readHolidayFolder(dataDir)
  const site = withHolidays(own, folder.lists)
  // What stands in such files was read when the file itself was.
  const split = splitSecrets(site, () => ({ ok: true, text: null }))
  const findings = checkSite(site, holidayDates)
  const faults = [
    ...newFiles(own, inForce.content),
    ...split.faults,
    ...findings.filter(({ level }) => level === 'error'),
    ...(own.site.id === inForce.site
      ? []
      : [{ path: ['site', 'id'], message: `is the name of another site: this one is ${inForce.site}` }]),
  ]
  if (faults.length > 0) return { ok: false, faults: faults.map(fault) }
  const published = { ...split.published, holidays: own.holidays }
  const base = 'text' in wanted ? wanted.text : textOf(inForce)
  return {
    ok: true,
    site,
    own: published,
    split,
    text: () => editedText(base, published),
    warnings: findings.filter(({ level }) => level === 'warning').map(fault),
  }
}

function faultOf({ path, message, words }: FlatIssue, line: number | null): ChangeFault {
  const at = path.map((part) => (typeof part === 'number' ? part : String(part)))
  return { line, path: pathText(path), message, at, ...(words !== undefined && { words }) }
}

type WantedRead = { ok: true; site: Site; lineOf: LineOf } | { ok: false; faults: ChangeFault[] }

function readWanted(wanted: WantedSite): WantedRead {
  if ('text' in wanted) {
    const parsed = parseSite(wanted.text)
    return parsed.ok ? parsed : { ok: false, faults: parsed.faults.map((fault) => ({ ...fault, at: [] })) }
  }
  const read = siteSchema.safeParse(wanted.json)
  if (read.success) return { ok: true, site: read.data, lineOf: () => null }
  return { ok: false, faults: flattenIssues(read.error.issues).map((issue) => faultOf(issue, null)) }
}

/** Who may change the site need not be able to read the machine's files. */
function newFiles(site: Site, before: Site): FlatIssue[] {
  const known = new Set(fileNames(before).map(({ file }) => file))
  return fileNames(site)
    .filter(({ file }) => !known.has(file))
    .map(({ path }) => ({
      path,
      message: 'a file is named in the site file on the machine only: write the secret itself',
    }))
}
