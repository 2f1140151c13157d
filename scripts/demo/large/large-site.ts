import { type LineOfBusiness, linesOfBusiness, type Named, personName, regions } from './large-names.ts'

/** Agents of each team. */
const TEAM_AGENTS = 30
const SUPERVISORS = 4
/** Who signs in on the usual demo floor does so here too. */
const KNOWN_LEADS = ['lin', 'sun', 'ma']

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const padded = (place: number) => String(place + 1).padStart(3, '0')
const title = ({ zh, en }: Named) => `${zh} ${en}`

interface Team {
  readonly id: string
  readonly region: Named
  readonly line: LineOfBusiness
  readonly lead: string
  readonly members: readonly string[]
}

const teams: readonly Team[] = regions.flatMap((region, regionPlace) =>
  linesOfBusiness.map((line, linePlace): Team => {
    const place = regionPlace * linesOfBusiness.length + linePlace
    return {
      id: `${region.id}-${line.id}`,
      ...{ region, line, lead: KNOWN_LEADS[place] ?? `lead-${region.id}-${line.id}` },
      members: range(TEAM_AGENTS).map((member) => `a${padded(place * TEAM_AGENTS + member)}`),
    }
  }),
)

const queueId = (region: Named, queue: Named) => `${region.id}-${queue.id}`

function queuesOf({ id, region, line }: Team): object[] {
  return line.queues.map((queue) => ({
    ...{ id: queueId(region, queue), name: `${region.zh}${queue.zh} ${region.en} ${queue.en}`, team: id },
    ...(queue.channel !== undefined && { channel: queue.channel }),
    ...(queue.opens !== undefined && { opens: queue.opens }),
    target: { share: 0.8, withinSec: queue.channel === 'chat' ? 60 : 20 },
    ...{ shortAbandonSec: 5, wrapUpSec: queue.opens === undefined ? 60 : 180, calendar: 'day' },
  }))
}

function people(): object[] {
  const signIn = (id: string, login = id) => ({ id, login })
  const supervisors = range(SUPERVISORS).map((place) => ({
    ...signIn(place === 0 ? 'ma-zong' : `supervisor-${place + 1}`),
    ...{ name: place === 0 ? '马总 Ma' : personName(900 + place), role: 'supervisor' },
  }))
  const leads = teams.map((team, place) => ({
    ...signIn(team.lead),
    ...{ name: personName(800 + place), role: 'lead', team: team.id, agent: team.lead },
  }))
  const agents = teams.flatMap(({ id: team, members }, place) =>
    members.map((agent, member) => ({
      ...signIn(agent, String(1001 + place * TEAM_AGENTS + member)),
      ...{ name: personName(place * TEAM_AGENTS + member), role: 'agent', team, agent },
    })),
  )
  return [{ ...signIn('admin'), name: 'Admin', role: 'admin' }, ...supervisors, ...leads, ...agents]
}

/**
 * The site file of a hall of sixty queues and six hundred agents in twenty teams; rules, calendars, departments and
 * all else are those of `base`, the demo's own site file as it was read.
 */
export function largeSite(base: object): object {
  const board = (id: string, name: string, of: readonly Team[]) => ({
    ...{ id, name },
    queues: of.flatMap(({ region, line }) => line.queues.map((queue) => queueId(region, queue))),
  })
  return {
    ...base,
    queues: teams.flatMap(queuesOf),
    teams: teams.map(({ id, region, line, lead, members }) => ({
      ...{ id, name: `${region.zh}${line.zh} ${region.en} ${line.en}`, leads: [lead], members },
    })),
    people: people(),
    boards: [
      board('floor', '大厅 Floor', teams),
      ...regions.map((region) =>
        board(
          region.id,
          title(region),
          teams.filter((team) => team.region === region),
        ),
      ),
    ],
  }
}
