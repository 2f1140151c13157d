import type { Assignee } from '#core/access/assignees.ts'

/** How somebody is given something: as an agent (cases, callbacks) or as a person of the site file (alerts). */
export type GivenAs = 'agent' | 'person'

/** Whom a list offers, and in which order. */
export interface AssigneeQuery {
  readonly as: GivenAs
  /** A part of a name, of an agent's number, of a team or a queue. */
  readonly find: string
  /** The queue and the team of what is given: whoever works there stands first. */
  readonly queue?: string | null
  readonly team?: string | null
  /** Who has it already, by the id that `as` means. */
  readonly except?: string | null
  /** The reader, by the id that `as` means. */
  readonly me?: string | null
  /** Names of teams and queues by id, which are found too. */
  readonly nameOf: (id: string) => string
}

export const assigneeGroups = ['me', 'free', 'here', 'other', 'out'] as const

/** Somebody's place: oneself, free now, signed in and at something, no agent, signed out. */
export type AssigneePlace = (typeof assigneeGroups)[number]

export type AssigneeGroup = {
  readonly place: AssigneePlace
  /** The best first, as many as there is room for. */
  readonly items: readonly Assignee[]
  /** How many there are, also those for whom there is no room. */
  readonly count: number
}

/** So many are shown at most, whoever else there is: more nobody reads, one types. */
export const MOST_ASSIGNEES = 40
/** Of each group so many are shown at least, where there are: those signed out do not vanish behind a full floor. */
const LEAST_OF_GROUP = 6

const collator = new Intl.Collator()

export const idOf = (one: Assignee, as: GivenAs): string | null => (as === 'agent' ? one.agent : one.person)

function placeOf(one: Assignee, { as, me }: AssigneeQuery): AssigneePlace {
  if (me != null && idOf(one, as) === me) return 'me'
  if (one.state === null) return 'other'
  if (one.state === 'offline') return 'out'
  return one.state === 'available' ? 'free' : 'here'
}

function isFound(one: Assignee, { find, nameOf }: AssigneeQuery): boolean {
  const wanted = find.trim().toLocaleLowerCase()
  if (wanted === '') return true
  const { name, agent, person, team, queues } = one
  const words = [name, agent ?? '', person ?? '', team === null ? '' : nameOf(team), ...queues.map(nameOf)]
  return words.some((word) => word.toLocaleLowerCase().includes(wanted))
}

/** Who works in its queue before who is in its team, before others; then who has least to do. */
function compare(a: Assignee, b: Assignee, { queue, team }: AssigneeQuery): number {
  const nearness = (one: Assignee) =>
    queue != null && one.queues.includes(queue) ? 0 : team != null && one.team === team ? 1 : 2
  return nearness(a) - nearness(b) || a.open - b.open || collator.compare(a.name, b.name)
}

/** Whom to offer, in groups: oneself, who is free, who is signed in, and apart from them who is signed out. */
export function groupAssignees(all: readonly Assignee[], query: AssigneeQuery): AssigneeGroup[] {
  const byPlace = new Map<AssigneePlace, Assignee[]>()
  for (const one of all) {
    const id = idOf(one, query.as)
    if (id === null || id === query.except || !isFound(one, query)) continue
    const place = placeOf(one, query)
    const list = byPlace.get(place)
    if (list === undefined) byPlace.set(place, [one])
    else list.push(one)
  }
  const found = assigneeGroups.flatMap((place) => {
    const list = byPlace.get(place)
    return list === undefined ? [] : [{ place, list: list.sort((a, b) => compare(a, b, query)) }]
  })
  let room = MOST_ASSIGNEES
  return found.map(({ place, list }, index) => {
    const behind = found
      .slice(index + 1)
      .reduce((sum, each) => sum + Math.min(each.list.length, LEAST_OF_GROUP), 0)
    const items = list.slice(0, Math.max(0, room - behind))
    room -= items.length
    return { place, items, count: list.length }
  })
}
