import { expect, test } from 'vitest'
import { type Packer, plainPacker } from '../../contacts/contact-archive.ts'
import { createPackedTexts } from './packed-texts.ts'

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

type Texts = ReturnType<typeof createPackedTexts>
const putAll = (texts: Texts, count: number) =>
  Array.from({ length: count }, (_, number) => texts.put(`text ${number}`))

test('every text is found where it was put, however many went before it', () => {
  const { texts } = textsOfTest()
  const list = putAll(texts, 100)
  for (const [number, slot] of list.entries()) if (number % 3 > 0) texts.remove(slot)
  for (const [number, slot] of list.entries())
    if (number % 3 === 0) expect(texts.read(slot)).toBe(`text ${number}`)
})

test('a block of which little is left is given up: what is held follows what is there, not what was', () => {
  const { texts } = textsOfTest()
  const list = putAll(texts, 160)
  for (const [number, slot] of list.entries()) if (number % 16 > 0) texts.remove(slot)
  expect([...texts.blocks()].length).toBeLessThan(3)
  expect(texts.read(list[144]!)).toBe('text 144')
})

test('texts that are asked for one after the other are unpacked once for all of their block', () => {
  const { texts, counted } = textsOfTest()
  const list = putAll(texts, 64)
  for (const slot of list) texts.read(slot)
  expect(counted.unpacked).toBe(4)
})

test('blocks are loaded as they were, with holes where a text had gone, and nothing is unpacked for it', () => {
  const { texts } = textsOfTest()
  const list = putAll(texts, 16)
  texts.remove(list[3]!)
  const { texts: copy, counted } = textsOfTest()
  const places = [...texts.blocks()].flatMap(({ slots, bytes }) =>
    copy.load(
      slots.map((slot) => slot !== null),
      bytes,
    ),
  )
  expect(counted.unpacked).toBe(0)
  expect(places[3]).toBeNull()
  expect(copy.read(places[4]!)).toBe('text 4')
})
