import type { Site } from './site-schema.ts'

/**
 * Whether a person of the site file may sign in with a second factor only (`security.secondFactor` names their role). A
 * set that was in force before there was such a part asks nobody.
 */
export function mustHaveSecondFactor(
  site: { readonly people: Site['people']; readonly security?: Site['security'] | undefined },
  person: string,
): boolean {
  const role = site.people.find(({ id }) => id === person)?.role
  return role !== undefined && (site.security?.secondFactor ?? []).includes(role)
}
