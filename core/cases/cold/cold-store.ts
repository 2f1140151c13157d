import { itemAt } from '../../collections/present.ts'
import type { Packer } from '../../contacts/contact-archive.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import { byKind, type Kind, kinds } from '../entities/entity.ts'
import type { LinkStatus } from '../links/links.ts'
import {
  dumpRelatedCases,
  entitiesOf,
  loadRelatedCases,
  type RelatedCases,
} from '../merging/related-cases.ts'
import { type ColdHeader, type ColdHeaderDump, dumpHeader, loadHeader, type RowDump } from './cold-header.ts'
import { createExpiryIndex } from './expiry-index.ts'
import { createPackedTexts, type PackedText } from './packed-texts.ts'

/** Related aggregates that are cold: where they lie, and what must be at hand of them. */
interface ColdCase {
  readonly text: PackedText
  /** The first of them; if that is a case and they are one aggregate, all contacts among them belong to it. */
  readonly kind: Kind
  readonly id: string
  readonly isOne: boolean
  /** Whether the first is the only one. */
  readonly isAlone: boolean
  /** From which receipt on one of the aggregates is over. */
  readonly from: number
  readonly judgedAt: number
}

/** One of related aggregates that are cold; whether it is the only one. */
type Found = Pick<ColdCase, 'kind' | 'id' | 'isAlone'>

/** Some related aggregates with their heads, packed together; null where one has gone. */
export interface ColdDump {
  readonly heads: readonly (ColdHeaderDump | null)[]
  readonly text: string
}

/** Related aggregates with what is to be at hand of them while they are cold. */
export interface ColdCases {
  readonly related: RelatedCases
  /** All of theirs. */
  readonly entities: readonly Entity[]
  readonly head: ColdHeader
  readonly rows: readonly RowDump[]
}

/** Related aggregates that are cold, packed, by what they consist of. */
export interface ColdStore {
  lay(coldCases: ColdCases): void
  /** Takes related aggregates out by one of them; null if that one does not lie here. */
  take(kind: Kind, id: string): RelatedCases | null
  /** One of them as it is, without taking it out; what is done to it is forgotten. */
  peek(kind: Kind, id: string): Entity | null
  /** The row of one of them, as it was when it was evicted. */
  row(kind: Kind, id: string): RowDump[2] | null
  /** The case that a contact belongs to, if it lies here. */
  caseOf(contact: string): string | null
  status(caseId: string): LinkStatus | null
  /** Those of a kind that have a row. */
  shown(kind: Kind): Iterable<string>
  /** Takes one out that lies alone, without looking at it. */
  discard(kind: Kind, id: string): void
  /** One of each group of related aggregates. */
  all(): Found[]
  /** One of each group of related aggregates of which an aggregate is over at a receipt. */
  over(at: number): Found[]
  /** One of each group of related aggregates that were judged at an instant or later. */
  judged(at: number): Found[]
  dump(): Iterable<ColdDump>
  /** Packs related aggregates that are hot, as they would lie here. */
  pack(list: readonly ColdCases[]): ColdDump
  /** Takes up what was dumped. Gives its heads, for whoever keeps what follows from them. */
  load(dump: ColdDump): ColdHeader[]
}

const BETWEEN = '\t'

/** Head, rows, and all that was folded. JSON holds neither tabs nor line breaks. */
function textOf({ related, entities, head, rows }: ColdCases): string {
  const relatedText = JSON.stringify(dumpRelatedCases(related, entities))
  return `${JSON.stringify(dumpHeader(head))}${BETWEEN}${JSON.stringify(rows)}${BETWEEN}${relatedText}`
}

const partOf = (line: string, part: 0 | 1 | 2) => itemAt(line.split(BETWEEN, part + 1), part)

export function createColdStore(packer: Packer): ColdStore {
  const texts = createPackedTexts(packer)
  const where = byKind(() => new Map<string, ColdCase>())
  const hidden = byKind(() => new Set<string>())
  const statuses = new Map<string, LinkStatus>()
  const ends = createExpiryIndex<ColdCase>()

  function coldCaseOf({ entities, isOne, overFrom, judgedAt }: ColdHeader, text: PackedText): ColdCase {
    const { kind, id } = itemAt(entities, 0)
    return {
      ...{ text, kind, id, isOne },
      isAlone: entities.length === 1,
      from: overFrom ?? Number.POSITIVE_INFINITY,
      judgedAt: judgedAt ?? Number.NEGATIVE_INFINITY,
    }
  }

  function enlist(coldCase: ColdCase, { entities, cases }: ColdHeader): void {
    ends.add(coldCase)
    for (const { kind, id, isShown } of entities) {
      where[kind].set(id, coldCase)
      if (!isShown) hidden[kind].add(id)
    }
    for (const { id, status } of cases) statuses.set(id, status)
  }

  const headerOf = (slot: PackedText): ColdHeaderDump => JSON.parse(partOf(texts.read(slot), 0))
  const rowsOf = ({ text }: ColdCase): RowDump[] => JSON.parse(partOf(texts.read(text), 1))
  const read = ({ text }: ColdCase) => loadRelatedCases(JSON.parse(partOf(texts.read(text), 2)))

  function remove(coldCase: ColdCase, all: readonly { readonly kind: Kind; readonly id: string }[]): void {
    texts.remove(coldCase.text)
    ends.delete(coldCase)
    for (const { kind, id } of all) {
      where[kind].delete(id)
      hidden[kind].delete(id)
      if (kind === 'case') statuses.delete(id)
    }
  }

  function find(holds: (coldCase: ColdCase) => boolean): Found[] {
    const found = new Set<ColdCase>()
    for (const kind of kinds)
      for (const coldCase of where[kind].values()) if (holds(coldCase)) found.add(coldCase)
    return [...found]
  }

  function peek(kind: Kind, id: string): Entity | null {
    const coldCase = where[kind].get(id)
    if (coldCase === undefined) return null
    return entitiesOf(read(coldCase)).find((entity) => entity.kind === kind && entity.id === id) ?? null
  }

  return {
    lay(coldCases) {
      enlist(coldCaseOf(coldCases.head, texts.put(textOf(coldCases))), coldCases.head)
    },
    take(kind, id) {
      const coldCase = where[kind].get(id)
      if (coldCase === undefined) return null
      const related = read(coldCase)
      remove(coldCase, entitiesOf(related))
      return related
    },
    discard(kind, id) {
      const coldCase = where[kind].get(id)
      if (coldCase !== undefined) remove(coldCase, [coldCase])
    },
    peek,
    row(kind, id) {
      const coldCase = where[kind].get(id)
      if (coldCase === undefined || hidden[kind].has(id)) return null
      return rowsOf(coldCase).find(([its, itsId]) => its === kind && itsId === id)?.[2] ?? null
    },
    caseOf(contact) {
      const coldCase = where.contact.get(contact)
      if (coldCase === undefined) return null
      if (coldCase.isOne) return coldCase.kind === 'case' ? coldCase.id : null
      const main = peek('contact', contact)?.aggregate?.main
      return main?.kind === 'case' ? main.id : null
    },
    status: (caseId) => statuses.get(caseId) ?? null,
    *shown(kind) {
      for (const id of where[kind].keys()) if (!hidden[kind].has(id)) yield id
    },
    all: () => find(() => true),
    // Those of one block one after the other: it is unpacked once for all of them.
    over: (receipt) => [...Map.groupBy(ends.until(receipt), ({ text }) => text.block).values()].flat(),
    judged: (instant) => find(({ judgedAt }) => judgedAt >= instant),
    *dump() {
      for (const { slots, bytes } of texts.blocks()) {
        const heads = slots.map((slot) => (slot === null ? null : headerOf(slot)))
        yield { heads, text: packer.toText(bytes) }
      }
    },
    pack(list) {
      const bytes = packer.pack(list.map(textOf).join('\n'))
      return { heads: list.map(({ head }) => dumpHeader(head)), text: packer.toText(bytes) }
    },
    load({ heads: dumps, text }) {
      const heads = dumps.map((dump) => (dump === null ? null : loadHeader(dump)))
      const slots = texts.load(
        heads.map((head) => head !== null),
        packer.fromText(text),
      )
      for (const [place, head] of heads.entries()) {
        const slot = slots[place]
        if (head !== null && slot != null) enlist(coldCaseOf(head, slot), head)
      }
      return heads.filter((head) => head !== null)
    },
  }
}
