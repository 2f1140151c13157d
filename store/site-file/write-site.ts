import { textOfSite } from './site-text.ts'
import type { SiteVersion } from './site-versions.ts'

const EARLIER_HEAD = /^(?:# (?:Site \S+, version \d+,|Tokens and passwords are not written here:).*\n)+/
const NO_SECRETS =
  '# Tokens and passwords are not written here: they stay as they are when this file is applied.'

/**
 * A version as the text of a site file, with the comments and the order that it was written in: tokens and passwords are
 * not in it, and stay as they are when it is applied.
 */
export function writeSite({ site, version, at, by, content, text }: SiteVersion): string {
  const head = `# Site ${site}, version ${version}, ${new Date(at).toISOString()}, by ${by}.`
  return `${head}\n${NO_SECRETS}\n${(text ?? textOfSite(content)).replace(EARLIER_HEAD, '')}`
}
