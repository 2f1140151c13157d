import { feedsWithoutSecret } from '#core/site/feed-faults.ts'
import { faultText, pathText } from '#platform/site-fault.ts'
import { readSiteFile, type SiteFile } from '#store/site-file/read-site-file.ts'
import type { SiteSummary } from './site-summary.ts'

/** Run as a process of its own by site-summary.ts: prints what it found as JSON. */
const path = process.argv[2]!
const read = readSiteFile(path)
const summary: SiteSummary = read.ok
  ? lookAt(read.file)
  : {
      faults: read.faults.map((fault) => faultText(path, fault)),
      lacking: [],
      board: null,
      hasPasswords: false,
    }
console.log(JSON.stringify(summary))

function lookAt({ site: { boards, feeds, people }, lineOf }: SiteFile): SiteSummary {
  const lacking = feedsWithoutSecret(feeds).map(({ path: at, message }) =>
    faultText(path, { line: lineOf(at), path: pathText(at), message }),
  )
  const hasPasswords = people.some(({ password }) => password !== undefined)
  return { faults: [], lacking, board: boards[0]?.id ?? null, hasPasswords }
}
