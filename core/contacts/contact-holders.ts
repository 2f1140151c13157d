import { type ContactArchive, createContactArchive, type Packer } from './contact-archive.ts'
import {
  type ContactHolder,
  type LegOfAgent,
  newHolder,
  readHolder,
  type TermsAt,
  writeHolder,
} from './contact-holder.ts'

export interface ContactHoldersContext {
  readonly packer: Packer
  readonly terms: TermsAt
  /** A packed contact is at hand again. */
  unpacked(holder: ContactHolder): void
}

/** The contacts that are held: at hand, or packed. */
export interface ContactHolders {
  /** One that is at hand. */
  get(id: string): ContactHolder | undefined
  /** One that is held, at hand from then on. */
  atHand(id: string): ContactHolder | null
  /** The same; one that is not held is new. */
  atHandOrNew(id: string): ContactHolder
  /** A packed contact, which stays packed, with its agents' parts. */
  peek(id: string): { holder: ContactHolder; parts: readonly LegOfAgent[] } | null
  /** Whether anything heard of a contact is held. */
  holds(id: string): boolean
  /** Those at hand. */
  ids(): Iterable<string>
  pack(holder: ContactHolder, at: number): void
  drop(id: string): void
  /** Writes those at hand, and takes one of them up. */
  dump(): Iterable<{ id: string; text: string }>
  load(id: string, text: string): ContactHolder
  readonly archive: ContactArchive
}

export function createContactHolders({ packer, terms, unpacked }: ContactHoldersContext): ContactHolders {
  const holders = new Map<string, ContactHolder>()
  const archive = createContactArchive(packer)

  function load(id: string, text: string): ContactHolder {
    const { holder } = readHolder(id, text, terms)
    holder.afterEndCounted = [...holder.contact.afterEnd]
    holders.set(id, holder)
    return holder
  }

  function atHand(id: string): ContactHolder | null {
    const there = holders.get(id)
    if (there !== undefined) return there
    const text = archive.take(id)
    if (text === null) return null
    const holder = load(id, text)
    unpacked(holder)
    return holder
  }

  return {
    archive,
    get: (id) => holders.get(id),
    atHand,
    atHandOrNew(id) {
      const there = atHand(id)
      if (there !== null) return there
      const holder = newHolder(id)
      holders.set(id, holder)
      return holder
    },
    peek(id) {
      const text = archive.peek(id)
      return text === null ? null : readHolder(id, text, terms)
    },
    holds: (id) => holders.has(id) || archive.putBy(id) !== null,
    ids: () => holders.keys(),
    pack(holder, at) {
      archive.put(holder.contact.id, writeHolder(holder), at)
      holders.delete(holder.contact.id)
    },
    drop: (id) => void holders.delete(id),
    *dump() {
      for (const [id, holder] of holders) yield { id, text: writeHolder(holder) }
    },
    load,
  }
}
