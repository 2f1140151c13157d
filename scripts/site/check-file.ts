import { readSiteFile, type SiteFile } from '#store/site-file/read-site-file.ts'
import { faultText } from '#store/site-file/site-fault.ts'

/** Reads a site file and tells all that is wrong with it, under the name by which the user called it. Null: it cannot be used. */
export function readAndTell(path: string, name: string): SiteFile | null {
  const read = readSiteFile(path)
  if (read.ok) {
    for (const warning of read.warnings) console.error(`${faultText(name, warning)} (warning)`)
    return read.file
  }
  for (const fault of read.faults) console.error(faultText(name, fault))
  return null
}

export function checkFile(path: string, name: string): number {
  if (readAndTell(path, name) === null) return 1
  console.error(`${name}: good`)
  return 0
}
