import type { Readiness } from '#server/http/readiness.ts'
import { type Finding, fault, good, warning } from '#server/operations/finding.ts'

/** What a running server says of itself. */
export async function checkRunning(address: string): Promise<Finding[]> {
  try {
    const answer = await fetch(`${address}/readyz`)
    const { checks } = (await answer.json()) as Readiness
    return Object.entries(checks).map(([name, check]) => {
      if (!check.ok) return fault(`server, ${name}`, check.detail)
      return check.detail === undefined
        ? good(`server, ${name}`, 'well')
        : warning(`server, ${name}`, check.detail)
    })
  } catch (error) {
    return [
      fault('server', `${address} does not answer (${(error as Error).message}): look into logs/server.log`),
    ]
  }
}
