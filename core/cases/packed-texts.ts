import type { Packer } from '../contacts/contact-archive.ts'

/** Texts of a block: enough of them that they pack well, few enough that reading one is quick. */
const BLOCK = 16
/** A block of which so few texts are left is given up, and they move to the newest. */
const TOO_FEW = 3

interface Block {
  bytes: Uint8Array | null
  /** As long as the block is not full. */
  texts: string[] | null
  readonly slots: (PackedText | null)[]
  left: number
}

/** Where a text lies; it may be moved. */
export interface PackedText {
  block: Block
  place: number
}

/** Texts that are seldom asked for, packed some together. Texts must not hold line breaks. */
export interface PackedTexts {
  /** Puts a text; `slot` from then on leads to it. */
  put(slot: Partial<PackedText>, text: string): void
  read(slot: PackedText): string
  remove(slot: PackedText): void
  /** Every block with its texts' slots, null where a text has gone. */
  blocks(): Iterable<{ slots: readonly (PackedText | null)[]; bytes: Uint8Array }>
  /** Takes up a block that was packed before. */
  load(slots: readonly (Partial<PackedText> | null)[], bytes: Uint8Array): void
}

export function createPackedTexts(packer: Packer): PackedTexts {
  const all = new Set<Block>()
  let open: Block = newBlock()
  /** What was unpacked last: texts of a block are often asked for one after the other. */
  let unpacked: { block: Block; texts: string[] } | null = null

  function newBlock(): Block {
    return { bytes: null, texts: [], slots: [], left: 0 }
  }

  function close(): void {
    if (open.left > 0) {
      open.bytes = packer.pack(open.texts!.join('\n'))
      open.texts = null
      all.add(open)
    }
    open = newBlock()
  }

  function textsOf(block: Block): string[] {
    if (block.texts !== null) return block.texts
    if (unpacked?.block !== block) unpacked = { block, texts: packer.unpack(block.bytes!).split('\n') }
    return unpacked.texts
  }

  function put(slot: Partial<PackedText>, text: string): void {
    slot.block = open
    slot.place = open.texts!.push(text) - 1
    open.slots.push(slot as PackedText)
    open.left++
    if (open.texts!.length >= BLOCK) close()
  }

  function giveUp(block: Block): void {
    const texts = textsOf(block)
    all.delete(block)
    unpacked = null
    for (const slot of block.slots) if (slot !== null) put(slot, texts[slot.place]!)
  }

  return {
    put,
    read: (slot) => textsOf(slot.block)[slot.place]!,
    remove({ block, place }) {
      block.slots[place] = null
      block.left--
      if (block.texts === null && block.left <= TOO_FEW) giveUp(block)
    },
    *blocks() {
      close()
      for (const { slots, bytes } of all) yield { slots, bytes: bytes! }
    },
    load(slots, bytes) {
      const block: Block = { bytes, texts: null, slots: slots as (PackedText | null)[], left: 0 }
      for (const [place, slot] of slots.entries()) {
        if (slot === null) continue
        slot.block = block
        slot.place = place
        block.left++
      }
      if (block.left > 0) all.add(block)
    },
  }
}
