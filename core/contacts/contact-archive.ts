import { itemAt } from '../collections/present.ts'

/** Makes a text small and brings it back; given from outside, so that `core` needs no library. */
export interface Packer {
  pack(text: string): Uint8Array
  unpack(bytes: Uint8Array): string
  /** What was packed as a text for a snapshot, and back. */
  toText(bytes: Uint8Array): string
  fromText(text: string): Uint8Array
}

/** Packs nothing: for replays and tests, where memory is no question. */
export const plainPacker: Packer = {
  pack: (text) => new TextEncoder().encode(text),
  unpack: (bytes) => new TextDecoder().decode(bytes),
  toText: (bytes) => new TextDecoder().decode(bytes),
  fromText: (text) => new TextEncoder().encode(text),
}

/** Finished contacts a block holds: together they pack far better than alone. */
const BLOCK = 64
/** So many blocks stay unpacked: who asks for a contact of last hour asks for it again at each event of a customer. */
const AT_HAND = 24

interface Block {
  /** Receipt time of its newest contact, ms. */
  readonly packedAt: number
  readonly bytes: Uint8Array
  /** The contacts that were put in it; some may have been taken out since. */
  readonly ids: readonly string[]
}

/**
 * Finished contacts, packed: their events are needed again only when a late one comes (architecture idea 2).
 * A contact is found for `keepMs` after it was put here.
 */
export interface ContactArchive {
  put(id: string, text: string, at: number): void
  /** Takes a contact out, or null if it is not here. */
  take(id: string): string | null
  /** Reads a contact without taking it out. */
  peek(id: string): string | null
  /** No earlier than when a contact was put here; null: it is not here. Nothing need be unpacked for it. */
  putBy(id: string): number | null
  /** Nothing stays packed of what was taken out of the blocks in which this one was put. */
  purge(id: string): void
  dropBefore(at: number): void
  /** Forgets also those of them that were put in one by one and are not packed yet. */
  dropAllBefore(at: number): void
  readonly size: number
  dump(): Iterable<{ at: number; ids: string[]; bytes: Uint8Array }>
  load(block: { at: number; ids: string[]; bytes: Uint8Array }): void
}

export function createContactArchive(packer: Packer): ContactArchive {
  const where = new Map<string, Block>()
  const blocks: Block[] = []
  let open = new Map<string, { text: string; at: number }>()
  /** Unpacked blocks, the one that was asked for longest ago first. */
  const atHand = new Map<Block, Map<string, string>>()

  function hold(block: Block): void {
    blocks.push(block)
    for (const id of block.ids) where.set(id, block)
  }

  function close(): void {
    if (open.size === 0) return
    let texts = ''
    let packedAt = 0
    for (const [id, { text, at }] of open) {
      texts += `${id}\n${text}\n`
      if (at > packedAt) packedAt = at
    }
    hold({ packedAt, bytes: packer.pack(texts), ids: [...open.keys()] })
    open = new Map()
  }

  function unpack(block: Block): Map<string, string> {
    // Ids are printable and JSON has no line breaks: odd lines are ids, even ones their texts.
    const lines = packer.unpack(block.bytes).split('\n')
    const texts = new Map<string, string>()
    for (let index = 0; index + 1 < lines.length; index += 2)
      texts.set(itemAt(lines, index), itemAt(lines, index + 1))
    return texts
  }

  /** The texts of a block, which is then the last to be forgotten. */
  function textsOf(block: Block): Map<string, string> {
    const texts = atHand.get(block) ?? unpack(block)
    atHand.delete(block)
    atHand.set(block, texts)
    const [oldest] = atHand.keys()
    if (atHand.size > AT_HAND && oldest !== undefined) atHand.delete(oldest)
    return texts
  }

  function peek(id: string): string | null {
    const waiting = open.get(id)
    if (waiting !== undefined) return waiting.text
    const block = where.get(id)
    return block === undefined ? null : (textsOf(block).get(id) ?? null)
  }

  /** Packs a block anew, without what was taken out of it. */
  function packAnew(block: Block): void {
    const ids = block.ids.filter(isIn(block))
    const texts = unpack(block)
    atHand.delete(block)
    const next = { ...block, ids, bytes: packer.pack(ids.map((id) => `${id}\n${texts.get(id)}\n`).join('')) }
    blocks.splice(blocks.indexOf(block), 1, next)
    for (const id of ids) where.set(id, next)
  }

  const isIn = (block: Block) => (id: string) => where.get(id) === block

  function drop(block: Block): void {
    for (const id of block.ids.filter(isIn(block))) where.delete(id)
    atHand.delete(block)
  }

  function dropBefore(at: number): void {
    const kept = blocks.findIndex(({ packedAt }) => packedAt >= at)
    for (const block of blocks.splice(0, kept === -1 ? blocks.length : kept)) drop(block)
  }

  return {
    put(id, text, at) {
      open.set(id, { text, at })
      if (open.size >= BLOCK) close()
    },
    take(id) {
      const text = peek(id)
      if (text !== null && !open.delete(id)) where.delete(id)
      return text
    },
    peek,
    putBy: (id) => open.get(id)?.at ?? where.get(id)?.packedAt ?? null,
    purge(id) {
      for (const block of blocks.filter(({ ids }) => ids.includes(id))) packAnew(block)
    },
    dropBefore,
    dropAllBefore(at) {
      dropBefore(at)
      for (const [id, { at: putAt }] of open) if (putAt < at) open.delete(id)
    },
    get size() {
      return where.size + open.size
    },
    *dump() {
      close()
      for (const block of blocks) {
        const { packedAt: at, bytes } = block
        yield { at, ids: block.ids.filter(isIn(block)), bytes }
      }
    },
    load: ({ at, ids, bytes }) => hold({ packedAt: at, bytes, ids }),
  }
}
