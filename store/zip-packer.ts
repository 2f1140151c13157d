import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Packer } from '#core/contacts/contact-archive.ts'

const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Packs by zstd at its fastest, which costs a third of deflate's time for the same size. */
export const zipPacker: Packer = {
  // A copy: what zstd gives is a small view of a large buffer, which would be kept alive by it.
  pack: (text) => new Uint8Array(zstdCompressSync(text, fastest)),
  unpack: (bytes) => zstdDecompressSync(bytes).toString(),
  toText: (bytes) => Buffer.from(bytes).toString('base64'),
  fromText: (text) => new Uint8Array(Buffer.from(text, 'base64')),
}
