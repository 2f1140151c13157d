import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Packer } from '#core/contacts/contact-archive.ts'

const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Texts are encoded here: with as much room as any of so many letters needs, which is quicker than to count first. */
let room = new Uint8Array(1 << 18)
const encoder = new TextEncoder()

function encoded(text: string): Uint8Array {
  if (room.length < text.length * 3) room = new Uint8Array(text.length * 3)
  return room.subarray(0, encoder.encodeInto(text, room).written)
}

/** Packs by zstd at its fastest, which costs a third of deflate's time for the same size. */
export const zipPacker: Packer = {
  // A copy: what zstd gives is a small view of a large buffer, which would be kept alive by it.
  pack: (text) => new Uint8Array(zstdCompressSync(encoded(text), fastest)),
  unpack: (bytes) => zstdDecompressSync(bytes).toString(),
  toText: (bytes) => Buffer.from(bytes).toString('base64'),
  fromText: (text) => new Uint8Array(Buffer.from(text, 'base64')),
}
