import { asciiId, extensionOf } from '#server/connectors/asterisk/mapping/names.ts'
import type { PickedQueue, SiteDraft } from './site-draft.ts'

/** What stands in the lists of a first site file. */
export interface DraftParts {
  readonly queues: readonly object[]
  readonly teams: readonly { id: string; name: string; members: string[] }[]
  readonly people: readonly object[]
  readonly queueIds: readonly string[]
  /** The PBX's names that are not our ids already. */
  readonly queueNames: Readonly<Record<string, string>>
  readonly agentIds: Readonly<Record<string, string>>
}

/** An id that nobody has yet: the wanted one, else with a number behind it. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  taken.add(id)
  return id
}

const isPlain = (text: string) => /^[\w.+-]{1,64}$/.test(text)

/** The lists of a site whose queues and members a PBX has told. */
export function pbxParts(draft: SiteDraft, picked: readonly PickedQueue[]): DraftParts {
  const queueIds = new Set<string>()
  const teamIds = new Map<string, string>()
  const takenTeams = new Set<string>()
  const teamOf = (name: string) => {
    const known = teamIds.get(name)
    if (known !== undefined) return known
    const id = freeId(isPlain(name) ? name.toLowerCase() : `team-${teamIds.size + 1}`, takenTeams)
    teamIds.set(name, id)
    return id
  }
  const queues = picked.map((queue, index) => {
    const id = freeId(isPlain(queue.pbx) ? queue.pbx : `queue-${index + 1}`, queueIds)
    const { name, share, withinSec } = queue
    return {
      id,
      name,
      target: { share, withinSec },
      shortAbandonSec: 5,
      team: teamOf(queue.team),
      pbx: queue.pbx,
    }
  })
  const logins = new Set([draft.admin.login.toLowerCase()])
  const ids = new Set(['admin'])
  const agents = new Map<string, { id: string; name: string; login: string; team: string }>()
  for (const [index, queue] of picked.entries())
    for (const member of queue.members) {
      if (agents.has(member.interface)) continue
      const number = extensionOf(member.interface) ?? asciiId(member.interface, 64)
      const id = freeId(isPlain(number) ? number : `agent-${agents.size + 1}`, ids)
      const login = freeId(id, logins)
      agents.set(member.interface, {
        ...{
          id,
          login,
          team: queues[index]!.team,
          name: member.name.trim() === '' ? id : member.name.trim(),
        },
      })
    }
  const people = [...agents.values()].map((agent) => ({ ...agent, role: 'agent', agent: agent.id }))
  return {
    queues: queues.map(({ pbx: _pbx, ...queue }) => queue),
    teams: [...teamIds].map(([name, id]) => ({
      ...{ id, name },
      members: people.filter(({ team }) => team === id).map((agent) => agent.id),
    })),
    people,
    queueIds: queues.map(({ id }) => id),
    queueNames: Object.fromEntries(
      queues.filter(({ id, pbx }) => id !== pbx).map(({ id, pbx }) => [pbx, id]),
    ),
    agentIds: Object.fromEntries([...agents].map(([name, { id }]) => [name, id])),
  }
}

/** The lists of a site that another program sends to: one queue, one team, to begin with. */
export function httpParts(queue: string): DraftParts {
  const id = isPlain(queue) ? queue.toLowerCase() : 'queue-1'
  return {
    queues: [{ id, name: queue, target: { share: 0.8, withinSec: 20 }, shortAbandonSec: 5, team: 'team-1' }],
    teams: [{ id: 'team-1', name: queue, members: [] }],
    people: [],
    queueIds: [id],
    queueNames: {},
    agentIds: {},
  }
}
