import { contactMethodsOf, isPushAlone } from '#core/notify/person-contact-methods.ts'
import type { Site } from '#core/site/site-schema.ts'
import { openContactMethods } from '#store/contact-methods.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { type Finding, reasonOf, tell } from './finding.ts'

/** Whether somebody would be told by pushes alone, by the site file and what people set up. */
export async function checkPeople({ site, people, alerts }: Site, databaseUrl: string): Promise<Finding[]> {
  const database = createDatabase(databaseUrl, { max: 1 })
  const onFault = (error: Error) => console.error(error.message)
  try {
    const methods = await openContactMethods({ database, site: site.id, onFault })
    methods.close()
    const alone = people.filter(
      (person) =>
        person.disabled !== true &&
        isPushAlone(contactMethodsOf(person, methods.methodsOf(person.id), alerts.targets)),
    )
    const ids = alone.map(({ id }) => id).join(', ')
    return alone.length === 0 ? [] : [tell('warning', 'people', 'push_alone', { ids })]
  } catch (error) {
    const away = { reason: reasonOf(error), store: 'PostgreSQL', variable: 'DATABASE_URL' }
    return [tell('fault', 'people', 'store_away', away)]
  } finally {
    await database.destroy()
  }
}
