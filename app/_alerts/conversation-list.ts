import {
  type Conversation,
  compareForAttention,
  conversationKey,
  conversationsOf,
} from '#core/alerts/conversation.ts'
import type { AlertRow } from '#core/rows/row.ts'
import type { Derived } from '../_live/derived.ts'
import type { ChangedRows } from '../_live/row-tables.ts'
import { type Change, createListing } from '../_work-items/listing.ts'
import type { LiveRows } from '../_work-items/work-item-registry.ts'

/** The conversations of a view's alerts, the one with the worst alert first; one in which nothing changed stays the same object. */
export interface ConversationList extends Derived<ChangedRows> {
  readonly items: readonly Conversation[]
}

/** Makes conversations of alerts, and anew only those of which an alert changes. */
export function createConversationList(
  rows: LiveRows,
  compare: (a: AlertRow, b: AlertRow) => number = compareForAttention,
): ConversationList {
  /** The alerts of each conversation, by its key, and the key of each alert. */
  const alertsOf = new Map<string, Set<string>>()
  const keyOf = new Map<string, string>()
  const made = new Map<string, Conversation>()
  const listing = createListing<Conversation>({
    all: () => made.values(),
    keep: () => true,
    compare: (a, b) => compare(a.worst, b.worst),
  })

  /** Puts an alert where it belongs now; gives the conversations that this changes. */
  function place(id: string): string[] {
    const row = rows.row('alert', id)
    const before = keyOf.get(id)
    const after = row === null || row.state === 'resolved' ? undefined : conversationKey(row)
    if (before !== undefined && before !== after) {
      alertsOf.get(before)!.delete(id)
      keyOf.delete(id)
    }
    if (after !== undefined) {
      alertsOf.set(after, (alertsOf.get(after) ?? new Set()).add(id))
      keyOf.set(id, after)
    }
    return [before, after].filter((key) => key !== undefined)
  }

  function make(key: string): Change<Conversation> {
    const before = made.get(key) ?? null
    const ids = alertsOf.get(key)
    const [after = null] = conversationsOf([...(ids ?? [])].map((id) => rows.row('alert', id)!))
    if (after === null) {
      made.delete(key)
      alertsOf.delete(key)
    } else made.set(key, after)
    return { before, after }
  }

  function fill(): void {
    for (const id of new Set([...keyOf.keys(), ...rows.rows('alert').map(({ id }) => id)])) place(id)
    for (const key of [...alertsOf.keys()]) make(key)
    listing.fill()
  }
  fill()

  return {
    get items() {
      return listing.items
    },
    fill,
    apply(touched) {
      const keys = new Set([...(touched.get('alert') ?? [])].flatMap(place))
      return listing.apply([...keys].map(make))
    },
  }
}
