import { stringify } from 'yaml'
import type { SiteVersion } from './site-versions.ts'

/** A version as the text of a site file: tokens and passwords are not in it, and stay as they are when it is applied. */
export function writeSite({ site, version, at, by, content }: SiteVersion): string {
  const head = [
    `# Site ${site}, version ${version}, ${new Date(at).toISOString()}, by ${by}.`,
    '# Tokens and passwords are not written here: they stay as they are when this file is applied.',
  ]
  return `${head.join('\n')}\n${stringify(content, { lineWidth: 110, aliasDuplicateObjects: false })}`
}
