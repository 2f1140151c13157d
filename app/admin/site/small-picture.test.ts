import { expect, it } from 'vitest'
import { type Encode, fittingPicture } from './small-picture.ts'

const url = (type: string, bytes: number) => `data:${type};base64,${'A'.repeat(Math.round((bytes * 4) / 3))}`
const summary = (picture: string | null) => {
  const [type, data] = picture?.split(';base64,') ?? []
  return data === undefined ? null : `${type} ${Math.round((data.length * 3) / 4_000)} kB`
}

it('a browser that writes no WebP writes JPEG, at the best quality and size that the server keeps', () => {
  /** As Safari does it: of a type that it does not know it writes PNG. */
  const safari =
    (bytes: number): Encode =>
    (type, quality) =>
      type === 'image/jpeg' ? url(type, bytes * quality) : url('image/png', bytes * 4)
  const picture = (bytes: number) => summary(fittingPicture((scale) => safari(bytes * scale ** 2)))
  expect(picture(300_000)).toBe('data:image/jpeg 255 kB')
  expect(picture(690_000)).toBe('data:image/jpeg 483 kB')
  expect(picture(2_000_000)).toBe('data:image/jpeg 490 kB')
  expect(picture(20_000_000)).toBeNull()
})

it('a browser that writes WebP writes nothing else', () => {
  const chromium: Encode = (type, quality) => url(type, 900_000 * quality)
  expect(summary(fittingPicture(() => chromium))).toBe('data:image/webp 450 kB')
})
