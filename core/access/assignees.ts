import type { InstantText } from '../rows/clock-view.ts'
import type { AgentState } from '../rows/row.ts'
import { agentOfPerson } from './agent-of-person.ts'
import { hasLeft } from './has-left.ts'
import type { ShownFloor } from './reach.ts'
import { mayPassOnTo } from './references.ts'
import type { Staff } from './viewer.ts'

/** Somebody who can be put in charge of something. */
export interface Assignee {
  /** As whom they are given cases and callbacks; null: they have no agent's number, or the reader may give them none. */
  readonly agent: string | null
  /** As whom they are given alerts; null: the reader gives none, or the site file does not know them. */
  readonly person: string | null
  readonly name: string
  readonly team: string | null
  /** The queues that they work in now. */
  readonly queues: readonly string[]
  /** Null: no agent, of whom nobody says whether they are here. */
  readonly state: AgentState | null
  /** Since when they are in that state. */
  readonly since: InstantText | null
  /** How many open cases and callbacks they have. */
  readonly open: number
}

type Known = Pick<Assignee, 'agent' | 'person' | 'name' | 'team'>

/**
 * Everybody on the site: those of its file, and agents whom a feed brought. Who was disabled has left: their number is
 * there only while somebody works under it.
 */
function everybody(floor: ShownFloor): Known[] {
  const { site, ids, row } = floor
  const people = site.people
    .filter(({ disabled }) => disabled !== true)
    .map((person) => {
      const { id, name, team } = person
      return { person: id, agent: agentOfPerson(person), name, team: team ?? null }
    })
  const named = new Set(people.map(({ agent }) => agent))
  const others = [...ids('agent')]
    .filter((id) => !named.has(id) && !hasLeft(id, floor))
    .map((id) => ({ person: null, agent: id, name: row('agent', id)?.name ?? id, team: null }))
  return [...people, ...others]
}

/**
 * Whom somebody may put in charge, in no order: agents to whom they may pass work on, and for who may give alerts away
 * everybody of the site file. Of each how they stand now, as far as they are agents.
 */
export function assignees(who: Staff, floor: ShownFloor): Assignee[] {
  const givesAlerts = who.role !== 'agent'
  return everybody(floor).flatMap(({ agent, person, name, team }) => {
    const given = agent !== null && mayPassOnTo(agent, who, floor) ? agent : null
    const notified = givesAlerts ? person : null
    if (given === null && notified === null) return []
    const row = agent === null ? null : floor.row('agent', agent)
    return {
      agent: given,
      person: notified,
      name: row?.name ?? name,
      team: row?.team ?? team,
      queues: row?.queues ?? [],
      state: agent === null ? null : (row?.state ?? 'offline'),
      since: row?.since ?? null,
      open: agent === null ? 0 : floor.openWork(agent),
    }
  })
}
