import type { FloorEvent } from '../event.ts'
import type { Kind } from './entity.ts'
import type { Entity } from './family.ts'
import type { SiteFrom } from './judging.ts'
import { isDerived } from './links.ts'

/** An entity as a snapshot or the shelf holds it: what was heard of it; all else is made of that again. */
export type EntityDump = readonly [kind: Kind, id: string, heardAt: number, events: readonly FloorEvent[]]

/** One piece of a snapshot of the case side. */
export type CaseDump =
  | { readonly part: 'head'; readonly sites: SiteFrom[]; readonly sweptAt: number }
  | { readonly part: 'entities'; readonly entities: EntityDump[] }
  | { readonly part: 'links'; readonly derived: string[]; readonly takenBack: string[] }
  | { readonly part: 'customers'; readonly contacts: (readonly [customer: string, id: string, at: number])[] }
  | { readonly part: 'shelf'; readonly at: number; readonly ids: string[]; readonly text: string }

/** What was heard of an entity; what follows without an event is derived again. */
export function dumpEntity({ kind, id, heardAt, own }: Entity): EntityDump {
  return [kind, id, heardAt, own.filter((event) => !isDerived(event))]
}

/** Pieces of a bounded size of any list. */
export function* inPieces<T>(items: Iterable<T>, size: number): Iterable<T[]> {
  let piece: T[] = []
  for (const item of items) {
    piece.push(item)
    if (piece.length < size) continue
    yield piece
    piece = []
  }
  if (piece.length > 0) yield piece
}
