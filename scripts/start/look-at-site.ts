import type { Site } from '#core/site/site-schema.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import { faultText } from '#store/site-file/site-fault.ts'
import type { SiteLook } from './site-look.ts'

/** Run as a process of its own by site-look.ts: prints what it found as JSON. */
const path = process.argv[2]!
const read = readSiteFile(path)
const look: SiteLook = read.ok
  ? lookAt(read.file.site)
  : { faults: read.faults.map((fault) => faultText(path, fault)), board: null, hasPasswords: false }
console.log(JSON.stringify(look))

function lookAt({ boards, people }: Site): SiteLook {
  const hasPasswords = people.some(({ password }) => password !== undefined)
  return { faults: [], board: boards[0]?.id ?? null, hasPasswords }
}
