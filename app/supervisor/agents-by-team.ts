import type { AgentRow, AgentState } from '#core/rows/row.ts'
import type { Derived } from '../_live/derived.ts'
import type { ChangedRows } from '../_live/row-tables.ts'
import { createListing, type Listing } from '../_work-items/listing.ts'
import type { LiveRows } from '../_work-items/work-item-registry.ts'
import { agentStates, compareAgents } from './agent-order.ts'

/** Which agents are shown; an empty text stands for all. */
export interface AgentFilter {
  queue: string
  /** Empty: all who are signed in. */
  state: string
  /** A part of a name or of an id. */
  find: string
}

interface Membership {
  key: string
  row: AgentRow
}

export type StateCounts = Readonly<Partial<Record<AgentState, number>>>

/** The agents of a team; without one, of none. */
export interface AgentGroup {
  readonly team: string
  /** How many of those who are shown are in which state; another object whenever one of these is another. */
  readonly counts: StateCounts
  readonly listing: Listing<Membership>
}

export interface AgentsByTeam extends Derived<ChangedRows> {
  /** Of all whom queue and text let through, in whichever state. */
  readonly counts: StateCounts
  /** Those in which somebody is shown, in the order of `teams`. */
  groups(): readonly AgentGroup[]
  readonly fresh: number
  hold(): void
  release(): void
}

interface Group {
  team: string
  counts: StateCounts
  listing: Listing<Membership>
}

const none: StateCounts = {}
const plus = (counts: StateCounts, state: AgentState, by: 1 | -1): StateCounts => ({
  ...counts,
  [state]: (counts[state] ?? 0) + by,
})

/** Agents by team, counted by state; `teams` are the site's, in its order. */
export function createAgentsByTeam(
  rows: LiveRows,
  teams: readonly string[],
  { queue, state, find }: AgentFilter,
): AgentsByTeam {
  const memberships = new Map<string, Membership>()
  const groups = new Map<string, Group>()
  let counts = none
  let isHeld = false
  const wanted = find.trim().toLocaleLowerCase()

  const passes = (row: AgentRow) =>
    (queue === '' || row.queues.includes(queue)) &&
    (wanted === '' ||
      row.name.toLocaleLowerCase().includes(wanted) ||
      row.id.toLocaleLowerCase().includes(wanted))
  const isShown = ({ row }: Membership) =>
    state !== '' ? row.state === state : wanted !== '' || row.state !== 'offline'

  function groupOf(team: string): Group {
    let group = groups.get(team)
    if (group === undefined) {
      const listing = createListing<Membership>({
        all: () => [],
        keep: isShown,
        compare: (a, b) => compareAgents(a.row, b.row),
      })
      if (isHeld) listing.hold()
      group = { team, counts: none, listing }
      groups.set(team, group)
    }
    return group
  }

  function count(membership: Membership, by: 1 | -1): void {
    counts = plus(counts, membership.row.state, by)
    if (!isShown(membership)) return
    const group = groupOf(membership.row.team ?? '')
    group.counts = plus(group.counts, membership.row.state, by)
  }

  function one(id: string): boolean {
    const before = memberships.get(id) ?? null
    const row = rows.row('agent', id)
    const after = row !== null && passes(row) ? { key: id, row } : null
    if (before === null && after === null) return false
    if (before !== null) count(before, -1)
    if (after !== null) count(after, 1)
    if (after === null) memberships.delete(id)
    else memberships.set(id, after)
    const [from, to] = [before?.row.team ?? '', after?.row.team ?? '']
    if (before !== null && after !== null && from === to) groupOf(from).listing.apply([{ before, after }])
    else {
      if (before !== null) groupOf(from).listing.apply([{ before, after: null }])
      if (after !== null) groupOf(to).listing.apply([{ before: null, after }])
    }
    return true
  }

  function fill(): void {
    for (const id of new Set([...memberships.keys(), ...rows.rows('agent').map(({ id }) => id)])) one(id)
  }
  fill()

  return {
    fill,
    apply(touched) {
      let shows = false
      for (const id of touched.get('agent') ?? []) if (one(id)) shows = true
      return shows
    },
    get counts() {
      return counts
    },
    groups() {
      const known = teams.flatMap((team) => groups.get(team) ?? [])
      const others = [...groups.values()].filter(({ team }) => !teams.includes(team))
      return [...known, ...others].filter(({ listing }) => listing.rows > 0)
    },
    get fresh() {
      let sum = 0
      for (const { listing } of groups.values()) sum += listing.fresh
      return sum
    },
    hold() {
      isHeld = true
      for (const { listing } of groups.values()) listing.hold()
    },
    release() {
      isHeld = false
      for (const { listing } of groups.values()) listing.release()
    },
  }
}

/** The states in which somebody is, in their order, each with how many. */
export const countedStates = (counts: StateCounts): [AgentState, number][] =>
  agentStates
    .map((state): [AgentState, number] => [state, counts[state] ?? 0])
    .filter(([, count]) => count > 0)
