import { isPublishedToken, SHORTEST_TOKEN } from '#core/site/published-secrets.ts'
import type { Site } from '#core/site/site-schema.ts'
import { faultText } from '#platform/site-fault.ts'
import { type Finding, fault, good, warning } from '#server/operations/finding.ts'
import { readSiteFile, type SiteFile } from '#store/site-file/read-site-file.ts'

/** The site file: its faults, its warnings, and how well its secrets are kept. */
export function checkSiteFile(path: string): { findings: Finding[]; file: SiteFile | null } {
  const read = readSiteFile(path)
  if (!read.ok)
    return { findings: read.faults.map((one) => fault('site file', faultText(path, one))), file: null }
  const warnings = read.warnings.map((one) => warning('site file', faultText(path, one)))
  return {
    findings: [good('site file', `${path} can be used`), ...warnings, ...secretFindings(read.file.site)],
    file: read.file,
  }
}

function secretFindings({ feeds, apiTokens, people }: Site): Finding[] {
  const bearers = [
    ...feeds.map(({ id, token }) => ({ who: `feed ${id}`, token })),
    ...apiTokens.map(({ name, token }) => ({ who: `API token ${name}`, token })),
  ]
  const short = bearers.filter(
    ({ token }) => token !== undefined && (token.length < SHORTEST_TOKEN || isPublishedToken(token)),
  )
  const findings = short.map(({ who }) =>
    warning(
      'secrets',
      `the token of ${who} is published, or shorter than ${SHORTEST_TOKEN} characters: put the output of "openssl rand -hex 24" in its place`,
    ),
  )
  const passwords = people.filter(({ password }) => password !== undefined).map(({ id }) => id)
  if (passwords.length > 0)
    findings.push(
      warning(
        'secrets',
        `the site file holds first passwords of ${passwords.join(', ')}: take each out once it was changed at first login`,
      ),
    )
  return findings.length > 0
    ? findings
    : [good('secrets', 'no weak token and no first password in the site file')]
}
