import { agentOfPerson } from '../access/agent-of-person.ts'
import { type RowReader, rowInReach } from '../access/reach.ts'
import { viewerOf } from '../access/viewer.ts'
import type { Ownership } from '../alerts/subject-ownership.ts'
import type { AlertRow } from '../rows/row.ts'
import type { PersonConfig, Site } from '../site/site-schema.ts'
import type { DutySwap } from './duty-swap.ts'
import { onDutyAt } from './on-duty.ts'
import { activePersonOf, leadsOf, peopleOfRole } from './people-of.ts'
import type { Who } from './who.ts'

/** What the words of a ladder are resolved by. */
export interface Staffing {
  readonly site: Site
  readonly floor: RowReader
  readonly swaps: readonly DutySwap[]
  /** Whether anything can be sent to a person at all. */
  readonly reachable: (person: string) => boolean
}

export interface Resolved {
  readonly people: readonly PersonConfig[]
  readonly departments: readonly string[]
  /** Who it is, and why, in words. */
  readonly why: string
}

const people = (list: readonly PersonConfig[], why: string): Resolved => ({
  people: list,
  departments: [],
  why,
})

/** Whether somebody is there: signed in as an agent, or nobody knows them as one. */
export function isSignedIn(person: PersonConfig, floor: RowReader): boolean {
  const agent = agentOfPerson(person)
  const row = agent === null ? null : floor.row('agent', agent)
  return row === null ? person.role !== 'agent' : row.state !== 'offline'
}

/** Those of them who are there; all of them if nobody is: they are reached wherever they are. */
function onFloor(
  list: readonly PersonConfig[],
  floor: RowReader,
): { list: readonly PersonConfig[]; all: boolean } {
  const there = list.filter((person) => isSignedIn(person, floor))
  return there.length === 0 ? { list, all: true } : { list: there, all: there.length === list.length }
}

function supervisorsFor(subject: AlertRow | null, { site, floor }: Staffing): Resolved {
  const all = peopleOfRole(site, 'supervisor')
  const inScope = all.filter(({ id }) => {
    const viewer = viewerOf(site, { kind: 'person', person: id })
    if (subject === null || viewer === null || viewer.kind === 'screen') return true
    return rowInReach(viewer.reach, 'alert', subject, floor)
  })
  if (inScope.length > 0) return people(inScope, 'the supervisors in whose scope it lies')
  if (all.length > 0) return people(all, 'all supervisors: it lies in nobody’s scope')
  return people(peopleOfRole(site, 'admin'), 'the admins: there are no supervisors')
}

function leadsFor(team: string | null, row: AlertRow | null, staffing: Staffing): Resolved {
  const leads = team === null ? [] : leadsOf(staffing.site, team)
  if (leads.length === 0) {
    const instead = supervisorsFor(row, staffing)
    const why = team === null ? 'no team' : `team ${team} has no lead`
    return { ...instead, why: `${why}: ${instead.why}` }
  }
  const { list, all } = onFloor(leads, staffing.floor)
  return people(list, `${all ? 'the leads' : 'the leads on duty'} of team ${team}`)
}

function onRoster(id: string, at: number, { site, swaps, reachable }: Staffing): Resolved {
  const roster = site.alerts.rosters.find((each) => each.id === id)
  const onDuty = roster === undefined ? [] : onDutyAt(roster, swaps, at, site.site.timezone)
  const found = onDuty.map(({ person, instead }) => {
    const known = activePersonOf(site, person)
    const deputy = known !== null && reachable(person) ? null : roster?.deputies[person]
    const by = instead === null ? `on duty on ${id}` : `on duty on ${id} in place of ${instead}`
    return deputy === undefined || deputy === null
      ? { person: known, why: by }
      : {
          person: activePersonOf(site, deputy),
          why: `deputy of ${person}, who is on duty on ${id} and cannot be told`,
        }
  })
  return people(
    found.map(({ person }) => person).filter((person) => person !== null),
    found.length === 0 ? `nobody is on duty on ${id}` : found.map(({ why }) => why).join(', '),
  )
}

/** Who stands behind a word of a ladder at an instant, and why them; nobody where there is nobody. */
export function resolveWho(
  who: Who,
  ownership: Ownership,
  row: AlertRow | null,
  at: number,
  staffing: Staffing,
): Resolved {
  const { site } = staffing
  switch (who.is) {
    case 'owner': {
      const owner = ownership.owner === null ? null : activePersonOf(site, ownership.owner)
      if (owner !== null) return people([owner], 'whose it is')
      return people(
        [],
        ownership.owner === null ? 'it has no owner' : `nobody stands for agent ${ownership.owner}`,
      )
    }
    case 'leads':
      return leadsFor(ownership.team, row, staffing)
    case 'team':
      return leadsFor(who.id, row, staffing)
    case 'supervisors':
      return supervisorsFor(row, staffing)
    case 'department': {
      const known = site.departments.find(({ id }) => id === ownership.department)
      const departments = known === undefined ? [] : [known.id]
      return {
        people: [],
        departments,
        why: known !== undefined ? 'the department asked' : 'it is with no department',
      }
    }
    case 'role': {
      const found = peopleOfRole(site, who.role)
      return people(found, found.length === 0 ? `nobody is ${who.role}` : `everybody of role ${who.role}`)
    }
    case 'person': {
      const person = activePersonOf(site, who.id)
      return people(
        person === null ? [] : [person],
        person === null ? `${who.id} is not here any more` : 'named',
      )
    }
    case 'roster':
      return onRoster(who.id, at, staffing)
    default:
      return who satisfies never
  }
}
