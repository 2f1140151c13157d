import { gapText } from '#core/calendars/unofficial-years.ts'
import { calendarGaps } from '#core/site/calendar-gaps.ts'
import type { Env } from '#platform/env.ts'
import { holidayDates } from '#platform/holidays.ts'
import { faultText, pathText, type SiteFault } from '#platform/site-fault.ts'
import { readSiteFile, type SiteFile } from '#store/site-file/read-site-file.ts'
import type { PbxFinding } from '../pbx/pbx-finding.ts'
import { secretFindings } from '../pbx/secret-findings.ts'
import { storedSecrets } from '../pbx/stored-secrets.ts'
import { type FeedTrial, tryFeeds } from '../pbx/try-feeds.ts'

/** Exit codes of `site check`, beside 2 for a wrong call. */
const GOOD = 0
const UNUSABLE = 1
const REFUSED_BY_PBX = 3

/** Reads a site file and tells all that is wrong with it, under the name by which the user called it. Null: it cannot be used. */
export async function readAndReport(path: string, name: string, env: Env): Promise<SiteFile | null> {
  const read = readSiteFile(path, env.dataDir)
  if (!read.ok) {
    for (const fault of read.faults) console.error(faultText(name, fault))
    return null
  }
  for (const warning of read.warnings) console.error(`${faultText(name, warning)} (warning)`)
  const { file } = read
  for (const gap of gapsOf(file)) console.error(`${faultText(name, gap)} (warning)`)
  const lacking = secretFindings(file.site, await storedSecrets(env, file.site.site.id))
  for (const finding of lacking) console.error(lineOf(file, name, finding))
  return lacking.some(({ level }) => level === 'fault') ? null : file
}

/** The years of its calendars, now or soon, of which no official list is known. */
function gapsOf({ site }: SiteFile): SiteFault[] {
  return calendarGaps(site, holidayDates, Date.now()).map((gap) => ({
    line: null,
    path: pathText(gap.path),
    message: gapText(gap),
  }))
}

/** Reads a site file, and signs in at its PBXs unless told not to. */
export async function checkFile(
  path: string,
  name: string,
  { env, offline }: { env: Env; offline: boolean },
): Promise<number> {
  const file = await readAndReport(path, name, env)
  if (file === null) return UNUSABLE
  const trials = offline ? [] : await tryFeeds(file, { stored: await storedSecrets(env, file.site.site.id) })
  const found = trials.flatMap(findingsOf)
  for (const finding of found) if (finding.level !== 'good') console.error(lineOf(file, name, finding))
  if (found.some(({ level }) => level === 'fault')) {
    console.error(`${name}: can be used, but a feed does not work yet`)
    return REFUSED_BY_PBX
  }
  console.error(`${name}: good`)
  return GOOD
}

/** A PBX that is out of reach from here says nothing against the file. */
function findingsOf({ trial, feed, targets }: FeedTrial): PbxFinding[] {
  const all = [...feed, ...targets]
  return trial?.is === 'unreachable' ? all.map((finding) => ({ ...finding, level: 'warning' })) : all
}

function lineOf({ lineOf: line }: SiteFile, name: string, { level, path, text }: PbxFinding): string {
  const place = faultText(name, { line: line(path), path: pathText(path), message: text })
  return level === 'warning' ? `${place} (warning)` : place
}
