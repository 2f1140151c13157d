import { recordedClock } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { loginOf } from '#server/auth/accounts.ts'
import { removeSecondFactor } from '#server/auth/second-factors.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import { onPerson } from './on-person.ts'

/** Takes a person's second factor off, for who lost both their telephone and their recovery codes. */
export function secondFactorOff(login: string, env: Env): Promise<number> {
  return onPerson(login, env, async ({ database, site, person }) => {
    const typed = loginOf(person)
    if (!(await removeSecondFactor(database, site, person.id))) {
      console.error(`${person.name} (${typed}) has no second factor.`)
      return 1
    }
    const at = recordedClock(env.dataDir).now()
    const record = {
      at,
      who: 'command line',
      action: 'second-factor.off' as const,
      subject: `person/${person.id}`,
    }
    await writeAudit(database, site, [{ ...record, detail: {} }])
    console.error(
      `${person.name} signs in as ${typed} by password alone, and sets a second factor up anew in the settings (at once where security.secondFactor names the role).`,
    )
    return 0
  })
}
