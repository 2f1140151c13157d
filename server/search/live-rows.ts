import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Changed, Floor } from '#core/floor/floor.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { compareFoundCases, type ListedCase } from '#core/search/case-filter.ts'
import { digitsOf } from '#core/search/search-number.ts'
import { searchWords } from '#core/search/search-text.ts'
import { caseText, nameText } from '#store/search-tokens.ts'

/** A case of the floor, as far as it is looked for. */
export interface LiveCase extends ListedCase {
  readonly words: readonly string[]
}

/** A customer as what came last of them on the floor says. */
export interface LiveCustomer {
  readonly customer: string
  readonly name: string | null
  readonly phone: string | null
  /** ms since 1970. */
  readonly at: number
}

/** What one row says of its customer, and by what that is found. */
interface Named extends LiveCustomer {
  readonly words: readonly string[]
  readonly digits: string | null
}

/** What those who look for something need of the floor, as it is. */
export interface SearchedRows {
  /** Newest first. */
  readonly cases: readonly LiveCase[]
  readonly caseIds: ReadonlySet<string>
  /** Customers by their keys. */
  readonly customers: ReadonlyMap<string, LiveCustomer>
  /** The keys of those of whom some row has such words, or such a number. */
  customersWith(has: (words: readonly string[], digits: string | null) => boolean): string[]
  callbackIdsOf(customer: string): readonly string[]
}

type FloorRows = Pick<Floor, 'ids' | 'row' | 'site'>

export interface LiveRowsKeeper {
  read(floor: FloorRows): Promise<SearchedRows>
  /** Rows may have changed: they are read again when somebody looks for something. */
  changed(changed: Changed): void
}

const types = ['case', 'contact', 'callback', 'recovery'] as const
type NamedType = (typeof types)[number]

/** So long a reading may hold up sockets before others have their turn. */
const SLICE_MS = 4

type Said = Pick<CaseRow, 'customer' | 'name' | 'phone'>

function namedBy({ customer, name, phone }: Said, at: string | null, timezone: string): Named | null {
  if (customer === null) return null
  return {
    ...{ customer, name, phone, at: at === null ? 0 : Date.parse(at) },
    words: name === null ? [] : searchWords(nameText(name)),
    digits: phone === null ? null : digitsOf(phone, timezone),
  }
}

/** Keeps what is looked for of the floor: all of it is read once, from then on what changes. */
export function createLiveRows(): LiveRowsKeeper {
  const cases = new Map<string, LiveCase>()
  const named = new Map<string, Named>()
  const dirty = new Map<NamedType, Set<string>>(types.map((type) => [type, new Set()]))
  let of: FloorRows | null = null
  let last: SearchedRows | null = null
  let reading: Promise<SearchedRows> | null = null

  function saidBy(floor: FloorRows, type: NamedType, id: string): Named | null {
    const { timezone } = floor.site.site
    switch (type) {
      case 'case': {
        const row = floor.row('case', id)
        return row === null ? null : namedBy(row, row.openedAt, timezone)
      }
      case 'contact': {
        const row = floor.row('contact', id)
        return row === null ? null : namedBy(row, row.queuedAt ?? row.answeredAt, timezone)
      }
      case 'callback': {
        const row = floor.row('callback', id)
        return row === null ? null : namedBy(row, row.requestedAt, timezone)
      }
      case 'recovery': {
        const row = floor.row('recovery', id)
        return row === null ? null : namedBy(row, row.missedAt, timezone)
      }
      default:
        return type satisfies never
    }
  }

  function readCase(floor: FloorRows, id: string): void {
    const row = floor.row('case', id)
    if (row === null) {
      cases.delete(id)
      return
    }
    const { title, cause, state, kind, queue, team, owner, customer, openedAt } = row
    const words = searchWords(caseText(row, floor.site))
    cases.set(id, { id, title, cause, state, kind, queue, team, owner, customer, openedAt, words })
  }

  function readOne(floor: FloorRows, type: NamedType, id: string): void {
    const key = `${type}/${id}`
    const said = saidBy(floor, type, id)
    if (said === null) named.delete(key)
    else named.set(key, said)
    if (type === 'case') readCase(floor, id)
  }

  function together(): SearchedRows {
    const customers = new Map<string, LiveCustomer>()
    const callbacks = new Map<string, string[]>()
    for (const [key, { customer, name, phone, at }] of named) {
      const before = customers.get(customer)
      const isLater = before === undefined || at >= before.at
      customers.set(customer, {
        customer,
        name: isLater ? (name ?? before?.name ?? null) : (before.name ?? name),
        phone: isLater ? (phone ?? before?.phone ?? null) : (before.phone ?? phone),
        at: Math.max(at, before?.at ?? 0),
      })
      if (key.startsWith('callback/'))
        callbacks.set(customer, [...(callbacks.get(customer) ?? []), key.slice('callback/'.length)])
    }
    return {
      cases: [...cases.values()].sort(compareFoundCases),
      caseIds: new Set(cases.keys()),
      customers,
      customersWith(has) {
        const found = new Set<string>()
        for (const { customer, words, digits } of named.values())
          if (!found.has(customer) && has(words, digits)) found.add(customer)
        return [...found]
      },
      callbackIdsOf: (customer) => callbacks.get(customer) ?? [],
    }
  }

  async function readDirty(floor: FloorRows): Promise<SearchedRows> {
    let isNew = last === null
    if (of !== floor) {
      of = floor
      cases.clear()
      named.clear()
      for (const type of types) for (const id of floor.ids(type)) dirty.get(type)!.add(id)
      isNew = true
    }
    let began = performance.now()
    for (const [type, ids] of dirty)
      for (const id of ids) {
        ids.delete(id)
        readOne(floor, type, id)
        isNew = true
        if (performance.now() - began < SLICE_MS) continue
        await nextTurn()
        began = performance.now()
      }
    last = isNew || last === null ? together() : last
    return last
  }

  return {
    read(floor) {
      // Who comes meanwhile is told what was so a moment ago.
      reading ??= readDirty(floor).finally(() => {
        reading = null
      })
      return reading
    },
    changed(changed) {
      if (of === null) return
      for (const [type, ids] of dirty) for (const id of changed.get(type) ?? []) ids.add(id)
    },
  }
}
