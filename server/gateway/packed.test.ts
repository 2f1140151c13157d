import { expect, it } from 'vitest'
import * as library from 'ws'
import { pack, textFrame } from './packed.ts'

interface Sender {
  frame(data: Buffer, options: object): Buffer[]
}

it('frames a text as the WebSocket library does, at every length of head and with every letter', () => {
  const { Sender } = library as unknown as { Sender: Sender }
  const plain = { fin: true, opcode: 1, mask: false, readOnly: false, rsv1: false }
  for (const length of [0, 1, 125, 126, 4_000, 65_535, 65_536, 200_000]) {
    const text = `${'x'.repeat(length)}`
    const expected = Buffer.concat(Sender.frame(Buffer.from(text), plain))
    expect(textFrame(text).equals(expected), `${length} bytes`).toBe(true)
  }
  const letters = '坐席 – é 🙂'
  expect(textFrame(letters).subarray(2).toString()).toBe(letters)
})

it('packs an event as Socket.IO reads it', () => {
  expect(pack('beat', { seq: 1 }).text).toBe('2["beat",{"seq":1}]')
})
