import { expect, test } from 'vitest'
import { type Packer, plainPacker } from '../contacts/contact-archive.ts'
import { createPackedTexts, type PackedText } from './packed-texts.ts'

/** Texts with a packer that counts what is unpacked. */
function textsOfTest() {
  const counted = { unpacked: 0 }
  const packer: Packer = {
    ...plainPacker,
    unpack(bytes) {
      counted.unpacked++
      return plainPacker.unpack(bytes)
    },
  }
  return { texts: createPackedTexts(packer), counted }
}

const slots = (count: number) => Array.from({ length: count }, (): Partial<PackedText> => ({}))

test('every text is found where it was put, however many went before it', () => {
  const { texts } = textsOfTest()
  const list = slots(100)
  for (const [number, slot] of list.entries()) texts.put(slot, `text ${number}`)
  for (const [number, slot] of list.entries()) if (number % 3 > 0) texts.remove(slot as PackedText)
  for (const [number, slot] of list.entries())
    if (number % 3 === 0) expect(texts.read(slot as PackedText)).toBe(`text ${number}`)
})

test('a block of which little is left is given up: what is held follows what is there, not what was', () => {
  const { texts } = textsOfTest()
  const list = slots(160)
  for (const [number, slot] of list.entries()) texts.put(slot, `text ${number}`)
  for (const [number, slot] of list.entries()) if (number % 16 > 0) texts.remove(slot as PackedText)
  expect([...texts.blocks()].length).toBeLessThan(3)
  expect(texts.read(list[144] as PackedText)).toBe('text 144')
})

test('texts that are asked for one after the other are unpacked once for all of their block', () => {
  const { texts, counted } = textsOfTest()
  const list = slots(64)
  for (const [number, slot] of list.entries()) texts.put(slot, `text ${number}`)
  for (const slot of list) texts.read(slot as PackedText)
  expect(counted.unpacked).toBe(4)
})

test('blocks are loaded as they were, with holes where a text had gone, and nothing is unpacked for it', () => {
  const { texts } = textsOfTest()
  const list = slots(16)
  for (const [number, slot] of list.entries()) texts.put(slot, `text ${number}`)
  texts.remove(list[3] as PackedText)
  const { texts: copy, counted } = textsOfTest()
  const places = slots(16).map((slot, number) => (number === 3 ? null : slot))
  for (const { bytes } of texts.blocks()) copy.load(places, bytes)
  expect(counted.unpacked).toBe(0)
  expect(copy.read(places[4] as PackedText)).toBe('text 4')
})
