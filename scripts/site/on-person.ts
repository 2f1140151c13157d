import type { PersonConfig } from '#core/site/site-schema.ts'
import type { Env } from '#platform/env.ts'
import { accountOf } from '#server/auth/accounts.ts'
import type { Database } from '#store/postgres/database.ts'
import { onSite } from './on-site.ts'

export interface OnPerson {
  readonly database: Database
  readonly site: string
  readonly person: PersonConfig
}

/** Does something with a person of the set in force, named as they sign in; says what is missing. Gives the exit code. */
export function onPerson(login: string, env: Env, act: (on: OnPerson) => Promise<number>): Promise<number> {
  return onSite(env, async ({ database, site, content }) => {
    const id = accountOf(content, login)
    const person = content.people.find((one) => one.id === id)
    if (person === undefined) {
      console.error(`Nobody signs in as ${login}: name a staff number or e-mail of the site file.`)
      return 1
    }
    return await act({ database, site, person })
  })
}
