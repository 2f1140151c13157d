import type { PersonConfig, Role, Site } from '../site/site-schema.ts'

const isActive = ({ disabled }: PersonConfig) => disabled !== true

/** A person by their id or their agent's; null: nobody stands for it, or they are disabled. */
export function activePersonOf(site: Site, id: string): PersonConfig | null {
  const found =
    site.people.find((person) => person.id === id) ?? site.people.find(({ agent }) => agent === id)
  return found !== undefined && isActive(found) ? found : null
}

/** The people who lead a team: those it names, else those of role lead who are in it. */
export function leadsOf(site: Site, team: string): PersonConfig[] {
  const named = site.teams.find(({ id }) => id === team)?.leads ?? []
  const people = named.map((id) => activePersonOf(site, id)).filter((person) => person !== null)
  if (people.length > 0) return people
  return site.people.filter((person) => person.role === 'lead' && person.team === team && isActive(person))
}

/** The people of a role who have not left, in the site file's order. */
export function peopleOfRole(site: Site, role: Role): PersonConfig[] {
  return site.people.filter((person) => person.role === role && isActive(person))
}
