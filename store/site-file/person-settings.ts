import type { PeopleSettings } from '#core/notify/planning-context.ts'
import type { Site } from '#core/site/site-schema.ts'

/** What one person has set: the ways by which they are told, and when they want quiet. */
export interface PersonSettings {
  readonly methods: ReturnType<PeopleSettings['methodsOf']>
  readonly quiet: ReturnType<PeopleSettings['quietOf']>
}

/** What a site's people have set, as it is sent to another thread. */
export const sentSettings = (site: Site, known: PeopleSettings): ReadonlyMap<string, PersonSettings> =>
  new Map(site.people.map(({ id }) => [id, { methods: known.methodsOf(id), quiet: known.quietOf(id) }]))

/** The same where it has arrived. */
export const settingsOf = (sent: ReadonlyMap<string, PersonSettings>): PeopleSettings => ({
  methodsOf: (person) => sent.get(person)?.methods ?? [],
  quietOf: (person) => sent.get(person)?.quiet ?? null,
})
