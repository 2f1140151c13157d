import { customerNames } from '#core/access/customer-names.ts'
import type { Staff } from '#core/access/viewer.ts'
import { raiseLimit } from '#core/reports/raise-limit.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import type { ReadApprovals } from '#store/postgres/approval-archive.ts'
import { ok, refuse } from './answer.ts'
import type { ApiRoute } from './route.ts'

const DAY_MS = 24 * 3_600_000
const USUAL_DAYS = 28
const MOST_DAYS = 400

/** Whether what a person asked lies within reach: everything for who has the whole site, else what their teams ask. */
function isSeenBy({ reach }: Staff, site: Site): (person: string | null) => boolean {
  if (reach === 'all') return () => true
  const teamOf = new Map(site.people.map(({ id, agent, team }) => [id, { agent: agent ?? id, team }]))
  return (person) => {
    const known = person === null ? undefined : teamOf.get(person)
    if (known === undefined) return false
    const team =
      known.team ?? site.teams.find(({ members, leads }) => [...members, ...leads].includes(known.agent))?.id
    return team !== undefined && reach.teams.has(team)
  }
}

/** Reports that supervisors and administrators decide by: which limits of `authority` are too low. */
export function reportRoutes(approvals: ReadApprovals): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/reports/approvals',
      for: 'staff',
      async answer({ viewer, query, floor }) {
        if (viewer.role !== 'supervisor' && viewer.role !== 'admin')
          return refuse(403, 'forbidden', 'for supervisors and administrators')
        const instantOf = (name: string, otherwise: number) => {
          const given = query.get(name)
          return given === null ? otherwise : parseInstant(given)
        }
        const to = instantOf('to', floor.now)
        const from = instantOf('from', (to ?? floor.now) - USUAL_DAYS * DAY_MS)
        if (from === null) return refuse(400, 'bad_request', 'from: must be an RFC 3339 time with offset')
        if (to === null) return refuse(400, 'bad_request', 'to: must be an RFC 3339 time with offset')
        if (to <= from) return refuse(400, 'bad_request', 'to: must lie after from')
        if (to - from > MOST_DAYS * DAY_MS)
          return refuse(400, 'bad_request', `from: must lie no more than ${MOST_DAYS} days before to`)
        const { events, names } = await approvals({ from, to })
        // The archive names them also where the case has left the floor, the floor where it was archived a moment later.
        const namesOf = (id: string | null) => [
          ...customerNames({ case: id }, floor),
          ...(names.get(id ?? '') ?? []),
        ]
        const rows = raiseLimit(events, floor.site, isSeenBy(viewer, floor.site), namesOf)
        return ok({ from: instantText(from), to: instantText(to), lines: rows })
      },
    },
  ]
}
