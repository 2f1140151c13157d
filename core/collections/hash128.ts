function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function mixed(hash: number): number {
  let value = hash
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

function stirred(lane: number, unit: number, factor: number, bits: number, neighbour: number): number {
  return (Math.imul(rotated(lane ^ Math.imul(unit, factor), bits), 5) + neighbour) | 0
}

/**
 * 128 bits of a text as 32 hex digits: four lanes that take each character and stir each other, finished as in
 * MurmurHash3 (x86, 128). For names, not for secrets.
 */
export function hash128(text: string): string {
  let [a, b, c, d] = [0x9368e53c, 0x586dcd20, 0x2b4e1f7a, 0x7d5a3c61]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index) + index * 0x9e37
    a = stirred(a, unit, 0x239b961b, 13, b)
    b = stirred(b, unit + 1, 0xab0e9789, 14, c)
    c = stirred(c, unit + 2, 0x38b34ae5, 15, d)
    d = stirred(d, unit + 3, 0xa1e38b93, 16, a)
  }
  const sum = (text.length + a + b + c + d) | 0
  return [a, b, c, d]
    .map((lane, index) =>
      mixed((lane + Math.imul(sum, index + 1)) | 0)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
}
