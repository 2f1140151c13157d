import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { checkSite } from '#core/site/check-site.ts'
import type { Site } from '#core/site/site-schema.ts'
import { readHolidayFolder } from '#platform/holidays/holiday-folder.ts'
import { holidayDates } from '#platform/holidays.ts'
import { faultText, pathText } from '#platform/site-fault.ts'
import { parseSite } from '#store/site-file/parse-site.ts'

/** Paths are meant from where the user typed the command; npm runs it in the project's folder. */
export const pathOf = (file: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), file)

/** A site file as it reads, with the data folder's lists of holidays; null: each fault is said, with file, line and path. */
export async function parseFile(file: string) {
  const parsed = parseSite(await readFile(pathOf(file), 'utf8'))
  const folder = readHolidayFolder(resolve(process.env.HUIYIN_DATA_DIR ?? '.data'))
  const faults = [...(parsed.ok ? [] : parsed.faults), ...folder.faults]
  for (const fault of faults) console.error(faultText(file, fault))
  if (!parsed.ok || faults.length > 0) return null
  const { site } = parsed
  return { ...parsed, site: { ...site, holidays: [...site.holidays, ...folder.lists] } }
}

/** A site file in which everything also fits together; null: each error is said, with file, line and path. */
export async function readSite(file: string): Promise<Site | null> {
  const parsed = await parseFile(file)
  if (parsed === null) return null
  const errors = checkSite(parsed.site, holidayDates).filter(({ level }) => level === 'error')
  for (const { path, message } of errors)
    console.error(faultText(file, { line: parsed.lineOf(path), path: pathText(path), message }))
  return errors.length === 0 ? parsed.site : null
}
