import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type HolidayList, holidayCode, holidayListSchema } from '#core/calendars/holiday-list.ts'
import { flattenIssues } from '../flatten-issues.ts'
import { pathText, type SiteFault } from '../site-fault.ts'
import { readIcs } from './read-ics.ts'

/** The lists of a data folder's `holidays/`, the names and contents that they were read from, and what is wrong. */
export interface HolidayFolder {
  readonly lists: readonly HolidayList[]
  /** Every file with its text: who hashes it notices each change. Empty where there is none. */
  readonly text: string
  readonly faults: readonly SiteFault[]
}

/** Far more than a list of a country's holidays may be, and than there are countries. */
const MAX_CHARACTERS = 1024 * 1024
const MAX_FILES = 300

const FILE = /^([^.]+)\.(json|ics)$/i

/** As the lists are written that come with Huiyin; the code may stand in the file's name instead. */
const fileSchema = holidayListSchema.extend({
  code: holidayCode.optional(),
  papers: z.record(z.string(), z.array(z.string())).optional(),
})

type ValueRead = { ok: true; value: unknown } | { ok: false; message: string }
type ListRead = { ok: true; list: HolidayList } | { ok: false; message: string }

/** The code that a file's name begins with: `CN-2027.json`, `de-by.ics`, `tw-2017-2025.json`. */
function codeOf(name: string): string {
  const parts = name.toUpperCase().split('-')
  while (parts.length > 1 && /^\d+$/.test(parts.at(-1)!)) parts.pop()
  return parts.join('-')
}

function readJson(text: string): ValueRead {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return { ok: false, message: `is no JSON: ${(error as Error).message}` }
  }
}

function listOf(name: string, text: string): ListRead {
  if (text.length > MAX_CHARACTERS) return { ok: false, message: 'is larger than 1 MiB' }
  const [, stem = '', kind = ''] = FILE.exec(name)!
  const read = kind.toLowerCase() === 'json' ? readJson(text) : icsValue(text)
  if (!read.ok) return { ok: false, message: read.message }
  const parsed = fileSchema.safeParse(read.value)
  if (!parsed.success) {
    const each = flattenIssues(parsed.error.issues).map(({ path, message }) =>
      [pathText(path), message].filter((part) => part !== '').join(': '),
    )
    return { ok: false, message: each.join('; ') }
  }
  const { papers: _papers, code = codeOf(stem), ...rest } = parsed.data
  if (!holidayCode.safeParse(code).success)
    return { ok: false, message: 'its name must begin with a code: CN-2027.json' }
  return { ok: true, list: { source: name, ...rest, code } }
}

function icsValue(text: string): ValueRead {
  const read = readIcs(text)
  return read.ok ? { ok: true, value: { days: read.days } } : read
}

/** The names of the files, in order; none where there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => FILE.test(name))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Reads `holidays/*.json` and `*.ics` of a data folder. A later file (by name) wins over an earlier one of its years. */
export function readHolidayFolder(dataDir: string): HolidayFolder {
  const folder = join(dataDir, 'holidays')
  const lists: HolidayList[] = []
  const faults: SiteFault[] = []
  const texts: string[] = []
  const names = namesIn(folder)
  if (names.length > MAX_FILES)
    faults.push({ line: null, path: '', message: `${folder}: holds more than ${MAX_FILES} lists` })
  for (const name of names.slice(0, MAX_FILES)) {
    const text = readFileSync(join(folder, name), 'utf8')
    texts.push(name, text)
    const read = listOf(name, text)
    if (read.ok) lists.push(read.list)
    else faults.push({ line: null, path: '', message: `${join(folder, name)}: ${read.message}` })
  }
  return { lists, text: texts.join('\0'), faults }
}
