import { itemAt, lookUp } from '../../collections/present.ts'
import type { Packer } from '../../contacts/contact-archive.ts'

/** Texts of a block: enough of them that they pack well, few enough that reading one is quick. */
const BLOCK = 16
/** A block of which so few texts are left is given up, and they move to the newest. */
const TOO_FEW = 3

interface Block {
  readonly slots: (PackedText | null)[]
  left: number
}

/** A block with its texts at hand. */
interface OpenBlock {
  readonly block: Block
  readonly texts: string[]
}

/** Where a text lies; it may be moved. */
export interface PackedText {
  block: Block
  place: number
}

/** Texts that are seldom asked for, packed some together. Texts must not hold line breaks. */
export interface PackedTexts {
  /** Puts a text; the slot from then on leads to it. */
  put(text: string): PackedText
  read(slot: PackedText): string
  remove(slot: PackedText): void
  /** Every block with its texts' slots, null where a text has gone. */
  blocks(): Iterable<{ slots: readonly (PackedText | null)[]; bytes: Uint8Array }>
  /** Takes up a block that was packed before, of which these places hold a text; gives their slots. */
  load(holds: readonly boolean[], bytes: Uint8Array): (PackedText | null)[]
}

export function createPackedTexts(packer: Packer): PackedTexts {
  const full = new Map<Block, Uint8Array>()
  let open: OpenBlock = newBlock()
  /** What was unpacked last: texts of a block are often asked for one after the other. */
  let unpacked: OpenBlock | null = null

  function newBlock(): OpenBlock {
    return { block: { slots: [], left: 0 }, texts: [] }
  }

  function close(): void {
    const { block, texts } = open
    if (block.left > 0) full.set(block, packer.pack(texts.join('\n')))
    open = newBlock()
  }

  function textsOf(block: Block): readonly string[] {
    if (block === open.block) return open.texts
    if (unpacked?.block !== block) unpacked = { block, texts: packer.unpack(lookUp(full, block)).split('\n') }
    return unpacked.texts
  }

  /** Puts a text into the open block; a slot that led elsewhere leads there from now on. */
  function putAt(slot: PackedText, text: string): void {
    const { block, texts } = open
    slot.block = block
    slot.place = texts.push(text) - 1
    block.slots.push(slot)
    block.left++
    if (texts.length >= BLOCK) close()
  }

  function giveUp(block: Block): void {
    const texts = textsOf(block)
    full.delete(block)
    for (const slot of block.slots) if (slot !== null) putAt(slot, itemAt(texts, slot.place))
  }

  return {
    put(text) {
      const slot = { block: open.block, place: 0 }
      putAt(slot, text)
      return slot
    },
    read: (slot) => itemAt(textsOf(slot.block), slot.place),
    remove({ block, place }) {
      block.slots[place] = null
      block.left--
      if (block !== open.block && block.left <= TOO_FEW) giveUp(block)
    },
    *blocks() {
      close()
      for (const [{ slots }, bytes] of full) yield { slots, bytes }
    },
    load(holds, bytes) {
      const block: Block = { slots: [], left: 0 }
      for (const [place, isHeld] of holds.entries()) {
        block.slots.push(isHeld ? { block, place } : null)
        if (isHeld) block.left++
      }
      if (block.left > 0) full.set(block, bytes)
      return block.slots
    },
  }
}
