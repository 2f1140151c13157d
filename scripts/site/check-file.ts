import { calendarGaps } from '#core/calendars/calendar-gaps.ts'
import { gapText } from '#core/calendars/unofficial-years.ts'
import { holidayDates } from '#store/holidays.ts'
import { readSiteFile, type SiteFile } from '#store/site-file/read-site-file.ts'
import { faultText, pathText, type SiteFault } from '#store/site-file/site-fault.ts'

/** Reads a site file and tells all that is wrong with it, under the name by which the user called it. Null: it cannot be used. */
export function readAndTell(path: string, name: string, dataDir: string): SiteFile | null {
  const read = readSiteFile(path, dataDir)
  if (read.ok) {
    for (const warning of read.warnings) console.error(`${faultText(name, warning)} (warning)`)
    for (const gap of gapsOf(read.file)) console.error(`${faultText(name, gap)} (warning)`)
    return read.file
  }
  for (const fault of read.faults) console.error(faultText(name, fault))
  return null
}

/** The years of its calendars, now or soon, of which no official list is known. */
function gapsOf({ site }: SiteFile): SiteFault[] {
  return calendarGaps(site, holidayDates, Date.now()).map((gap) => ({
    line: null,
    path: pathText(gap.path),
    message: gapText(gap),
  }))
}

export function checkFile(path: string, name: string, dataDir: string): number {
  if (readAndTell(path, name, dataDir) === null) return 1
  console.error(`${name}: good`)
  return 0
}
