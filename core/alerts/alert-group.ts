import { itemAt } from '../collections/present.ts'
import type { InstantText } from '../rows/clock-view.ts'
import type { AlertRow } from '../rows/row.ts'
import type { Conversation } from './conversation.ts'

/** Conversations that are led by one rule, in one team: one card, however many they are. */
export interface AlertGroup {
  readonly key: string
  readonly rule: string
  readonly team: string | null
  /** Worst first; never empty. */
  readonly conversations: readonly Conversation[]
  /** How many of them nobody has and nobody put off. */
  readonly open: number
  /** Since when the oldest stands that nobody has; where somebody has each, the oldest of all. */
  readonly oldestAt: InstantText
  /** When that of them was due which has been broken longest; null: none of them is. */
  readonly overdueSince: InstantText | null
}

/** From so many on they are shown as one card; fewer are shown one by one. */
export const MANY = 3

const isOpen = ({ worst }: Conversation) => worst.state === 'open'

const earlier = (a: InstantText, b: InstantText) => (a < b ? a : b)

const raisedFirst = (conversations: readonly Conversation[]): InstantText =>
  conversations.map(({ worst }) => worst.raisedAt).reduce(earlier)

/** A warning comes long before what it warns of: how long that is overdue begins with what was due. */
function dueFirst(conversations: readonly Conversation[]): InstantText | null {
  const broken = conversations.flatMap(({ worst: { step, dueAt } }) =>
    step > 0 && dueAt !== null ? [dueAt] : [],
  )
  return broken.length === 0 ? null : broken.reduce(earlier)
}

function groupOf(key: string, conversations: readonly Conversation[]): AlertGroup {
  const { rule, team } = itemAt(conversations, 0).worst
  const open = conversations.filter(isOpen)
  const those = open.length > 0 ? open : conversations
  const [oldestAt, overdueSince] = [raisedFirst(those), dueFirst(those)]
  return { key, rule, team, conversations, open: open.length, oldestAt, overdueSince }
}

const groupKey = ({ rule, team }: AlertRow) => JSON.stringify([rule, team])

/**
 * Conversations by the rule and the team of their worst alert. The order is theirs: the group that has the worst of all
 * stands first, and in it the worst first.
 */
export function groupsOf(conversations: readonly Conversation[]): AlertGroup[] {
  const byKey = new Map<string, Conversation[]>()
  for (const conversation of conversations) {
    const key = groupKey(conversation.worst)
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [conversation])
    else list.push(conversation)
  }
  return [...byKey].map(([key, list]) => groupOf(key, list))
}

/** All alerts of some conversations. */
export const alertsIn = (conversations: readonly Conversation[]): AlertRow[] =>
  conversations.flatMap(({ worst, others }) => [worst, ...others])

/** A line of a list of alerts: a card of many, or one conversation. */
export type AlertListRow =
  | { readonly key: string; readonly group: AlertGroup }
  | { readonly key: string; readonly one: Conversation }

/** How many lines the groups of a list had when it was read last, by their key: so that a card stays a card under the reader's hand. */
export type Forms = ReadonlyMap<string, 'card' | 'lines'>

/** Which groups are cards: those of many, and those that were cards before. */
export function formsOf(groups: readonly AlertGroup[], before: Forms): Forms {
  return new Map(
    groups.map(({ key, conversations }) => {
      const now = conversations.length >= MANY ? 'card' : 'lines'
      return [key, before.get(key) ?? now] as const
    }),
  )
}

/** Conversations in their order, many of one kind as one card that stands where the worst of them would. */
export function alertRowsOf(
  groups: readonly AlertGroup[],
  forms: Forms,
  order: readonly Conversation[],
): AlertListRow[] {
  const cards = new Map<string, AlertGroup>()
  for (const group of groups)
    if (forms.get(group.key) === 'card') for (const { key } of group.conversations) cards.set(key, group)
  const rows = new Map<string, AlertListRow>()
  for (const one of order) {
    const group = cards.get(one.key)
    const row = group === undefined ? { key: one.key, one } : { key: `group/${group.key}`, group }
    if (!rows.has(row.key)) rows.set(row.key, row)
  }
  return [...rows.values()]
}

const isBreach = ({ worst }: Conversation) => worst.state === 'open' && worst.step > 0

/** The last line in which something has run out and nobody has it: nothing else that is asked stands above it. Null: there is none. */
export function lastBreach(rows: readonly AlertListRow[]): AlertListRow | null {
  return (
    rows.findLast((row) => ('one' in row ? isBreach(row.one) : row.group.conversations.some(isBreach))) ??
    null
  )
}
