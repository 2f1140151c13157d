import type { Packer } from '../contacts/contact-archive.ts'
import { createByStep } from './by-step.ts'
import { type Kind, kinds } from './entity.ts'
import type { Entity } from './family.ts'
import { dumpKin, entitiesOf, type Kin, type KinDump, loadKin } from './kin.ts'
import { dumpHead, type KinHead, type KinHeadDump, loadHead, type RowDump } from './kin-head.ts'
import type { LinkStanding } from './links.ts'
import { createPackedTexts, type PackedText } from './packed-texts.ts'

/** Kin that lie still: where they lie, and what must be at hand of them. */
interface Sleeper extends PackedText {
  /** The first of them; if that is a case and they are one family, all contacts among them belong to it. */
  readonly kind: Kind
  readonly id: string
  readonly isOne: boolean
  /** Whether the first is the only one. */
  readonly isAlone: boolean
  /** From which receipt on one of the families is over. */
  readonly from: number
  readonly judgedAt: number
}

/** One of kin that lie still; whether it is the only one. */
type Found = Pick<Sleeper, 'kind' | 'id' | 'isAlone'>

/** Some kin with their heads, packed together; null where one has gone. */
export interface SleepersDump {
  readonly heads: readonly (KinHeadDump | null)[]
  readonly text: string
}

/** Kin with what is to be at hand of them while they lie still. */
export interface Resting {
  readonly kin: Kin
  /** All of theirs. */
  readonly entities: readonly Entity[]
  readonly head: KinHead
  readonly rows: readonly RowDump[]
}

/** Kin that lie still, packed, by what they consist of. */
export interface Asleep {
  lay(resting: Resting): void
  /** Takes kin out by one of them; null if that one does not lie here. */
  take(kind: Kind, id: string): Kin | null
  /** One of them as it is, without taking it out; what is done to it is forgotten. */
  peek(kind: Kind, id: string): Entity | null
  /** The row of one of them, as it was when it was laid down. */
  row(kind: Kind, id: string): RowDump[2] | null
  /** The case that a contact belongs to, if it lies here. */
  caseOf(contact: string): string | null
  standing(caseId: string): LinkStanding | null
  /** Those of a kind that have a row. */
  shown(kind: Kind): Iterable<string>
  /** Takes one out that lies alone, without looking at it. */
  discard(kind: Kind, id: string): void
  /** One of each kin. */
  all(): Found[]
  /** One of each kin of which a family is over at a receipt. */
  over(at: number): Found[]
  /** One of each kin that were judged at an instant or later. */
  judged(at: number): Found[]
  dump(): Iterable<SleepersDump>
  /** Packs kin that are awake, as they would lie here. */
  pack(list: readonly Resting[]): SleepersDump
  /** Takes up what was dumped. Gives its heads, for whoever keeps what follows from them. */
  load(dump: SleepersDump): KinHead[]
}

const BETWEEN = '\t'

/** Head, rows, and all that was folded. JSON holds neither tabs nor line breaks. */
function lineOf({ kin, entities, head, rows }: Resting): string {
  const kinText = JSON.stringify(dumpKin(kin, entities))
  return `${JSON.stringify(dumpHead(head))}${BETWEEN}${JSON.stringify(rows)}${BETWEEN}${kinText}`
}

const partOf = (line: string, part: 0 | 1 | 2): unknown => JSON.parse(line.split(BETWEEN, part + 1)[part]!)

export function createAsleep(packer: Packer): Asleep {
  const texts = createPackedTexts(packer)
  const byKind = <T>(make: () => T) =>
    Object.fromEntries(kinds.map((kind) => [kind, make()])) as Record<Kind, T>
  const where = byKind(() => new Map<string, Sleeper>())
  const hidden = byKind(() => new Set<string>())
  const standings = new Map<string, LinkStanding>()
  const ends = createByStep<Sleeper>()

  function sleeperOf({ entities, isOne, overFrom, judgedAt }: KinHead): Omit<Sleeper, keyof PackedText> {
    const { kind, id } = entities[0]!
    return {
      ...{ kind, id, isOne },
      isAlone: entities.length === 1,
      from: overFrom ?? Number.POSITIVE_INFINITY,
      judgedAt: judgedAt ?? Number.NEGATIVE_INFINITY,
    }
  }

  function enlist(sleeper: Sleeper, { entities, cases }: KinHead): void {
    ends.add(sleeper)
    for (const { kind, id, isShown } of entities) {
      where[kind].set(id, sleeper)
      if (!isShown) hidden[kind].add(id)
    }
    for (const { id, standing } of cases) standings.set(id, standing)
  }

  const headOf = (slot: PackedText) => partOf(texts.read(slot), 0) as KinHeadDump
  const rowsOf = (slot: PackedText) => partOf(texts.read(slot), 1) as RowDump[]
  const read = (slot: PackedText) => loadKin(partOf(texts.read(slot), 2) as KinDump)

  function remove(sleeper: Sleeper, all: readonly { readonly kind: Kind; readonly id: string }[]): void {
    texts.remove(sleeper)
    ends.delete(sleeper)
    for (const { kind, id } of all) {
      where[kind].delete(id)
      hidden[kind].delete(id)
      if (kind === 'case') standings.delete(id)
    }
  }

  function find(holds: (sleeper: Sleeper) => boolean): Found[] {
    const found = new Set<Sleeper>()
    for (const kind of kinds)
      for (const sleeper of where[kind].values()) if (holds(sleeper)) found.add(sleeper)
    return [...found]
  }

  function peek(kind: Kind, id: string): Entity | null {
    const sleeper = where[kind].get(id)
    if (sleeper === undefined) return null
    return entitiesOf(read(sleeper)).find((entity) => entity.kind === kind && entity.id === id)!
  }

  return {
    lay(resting) {
      const sleeper: Partial<Sleeper> = sleeperOf(resting.head)
      texts.put(sleeper, lineOf(resting))
      enlist(sleeper as Sleeper, resting.head)
    },
    take(kind, id) {
      const sleeper = where[kind].get(id)
      if (sleeper === undefined) return null
      const kin = read(sleeper)
      remove(sleeper, entitiesOf(kin))
      return kin
    },
    discard(kind, id) {
      const sleeper = where[kind].get(id)
      if (sleeper !== undefined) remove(sleeper, [sleeper])
    },
    peek,
    row(kind, id) {
      const sleeper = where[kind].get(id)
      if (sleeper === undefined || hidden[kind].has(id)) return null
      return rowsOf(sleeper).find(([its, itsId]) => its === kind && itsId === id)?.[2] ?? null
    },
    caseOf(contact) {
      const sleeper = where.contact.get(contact)
      if (sleeper === undefined) return null
      if (sleeper.isOne) return sleeper.kind === 'case' ? sleeper.id : null
      const main = peek('contact', contact)!.family?.main
      return main?.kind === 'case' ? main.id : null
    },
    standing: (caseId) => standings.get(caseId) ?? null,
    *shown(kind) {
      for (const id of where[kind].keys()) if (!hidden[kind].has(id)) yield id
    },
    all: () => find(() => true),
    // Those of one block one after the other: it is unpacked once for all of them.
    over: (at) => [...Map.groupBy(ends.until(at), ({ block }) => block).values()].flat(),
    judged: (at) => find(({ judgedAt }) => judgedAt >= at),
    *dump() {
      for (const { slots, bytes } of texts.blocks()) {
        const heads = slots.map((slot) => (slot === null ? null : headOf(slot)))
        yield { heads, text: packer.toText(bytes) }
      }
    },
    pack(list) {
      const bytes = packer.pack(list.map(lineOf).join('\n'))
      return { heads: list.map(({ head }) => dumpHead(head)), text: packer.toText(bytes) }
    },
    load({ heads: dumps, text }) {
      const heads = dumps.map((dump) => (dump === null ? null : loadHead(dump)))
      const sleepers = heads.map((head): Partial<Sleeper> | null => (head === null ? null : sleeperOf(head)))
      texts.load(sleepers, packer.fromText(text))
      for (const [place, head] of heads.entries()) if (head !== null) enlist(sleepers[place] as Sleeper, head)
      return heads.filter((head) => head !== null)
    },
  }
}
