import { isPushAlone, waysOfPerson } from '#core/alerts/person-ways.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { openWays } from '#store/ways.ts'
import { type Finding, fault, warning } from './finding.ts'

/** Whether somebody would be told by pushes alone, by the site file and what people set up. */
export async function checkPeople({ site, people, alerts }: Site, databaseUrl: string): Promise<Finding[]> {
  const database = createDatabase(databaseUrl, { max: 1 })
  const onFault = (error: Error) => console.error(error.message)
  try {
    const ways = await openWays({ database, site: site.id, onFault })
    ways.close()
    const alone = people.filter(
      (person) =>
        person.disabled !== true && isPushAlone(waysOfPerson(person, ways.waysOf(person.id), alerts.targets)),
    )
    const ids = alone.map(({ id }) => id).join(', ')
    return alone.length === 0
      ? []
      : [
          warning(
            'people',
            `nothing but pushes reaches ${ids}, and a push may be lost: give them "email" or "reach"`,
          ),
        ]
  } catch (error) {
    return [fault('people', `${(error as Error).message}: start PostgreSQL, or correct DATABASE_URL`)]
  } finally {
    await database.destroy()
  }
}
