import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { faultText } from '#store/site-file/site-fault.ts'
import type { SiteLook } from './site-look.ts'

/** Run as a process of its own by site-look.ts: prints what it found as JSON. */
const path = process.argv[2]!
const read = readSiteFile(path)
const look: SiteLook = read.ok
  ? { faults: [], board: read.file.site.boards[0]?.id ?? null }
  : { faults: read.faults.map((fault) => faultText(path, fault)), board: null }
console.log(JSON.stringify(look))
