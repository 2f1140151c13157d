import { recordedClock } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { keepFirstPasswords, randomPassword, readFirstPasswords } from '#platform/first-secrets.ts'
import { openSecrets } from '#platform/secrets.ts'
import { createAccounts, loginOf } from '#server/auth/accounts.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import { onPerson } from './on-person.ts'

/**
 * Gives a person a new first password, prints it on standard output, and ends their sessions: for who forgot theirs, or
 * still has one that everybody can read.
 */
export function setPassword(login: string, env: Env): Promise<number> {
  return onPerson(login, env, async ({ database, site, person }) => {
    const password = randomPassword()
    await createAccounts(database, site, openSecrets(env.dataDir).sessionKey).giveAnew(person.id, password)
    const typed = loginOf(person)
    // What was handed out before holds no more; a file that was deleted stays so.
    if (readFirstPasswords(env.dataDir).has(typed))
      keepFirstPasswords(env.dataDir, new Map([[typed, password]]))
    const at = recordedClock(env.dataDir).now()
    const record = {
      at,
      who: 'command line',
      action: 'password.given' as const,
      subject: `person/${person.id}`,
    }
    await writeAudit(database, site, [{ ...record, detail: {} }])
    console.error(
      `${person.name} signs in as ${typed} with this password, and is asked for a new one at once:`,
    )
    console.log(password)
    return 0
  })
}
