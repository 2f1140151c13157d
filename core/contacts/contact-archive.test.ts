import { expect, test } from 'vitest'
import { createContactArchive, plainPacker } from './contact-archive.ts'

const textOf = (index: number) => JSON.stringify([index])

test('what was put before an instant is dropped, but not what was taken out and put again since', () => {
  const archive = createContactArchive(plainPacker)
  for (let index = 0; index < 200; index++) archive.put(`c${index}`, textOf(index), index)
  expect(archive.take('c3')).toBe(textOf(3))
  expect(archive.take('c3')).toBeNull()
  for (let index = 200; index < 256; index++) archive.put(`c${index}`, textOf(index), index)
  archive.put('c3', textOf(3), 300)
  archive.dropBefore(128)
  // Blocks of 64: the first two are gone as wholes.
  for (let index = 0; index < 128; index++)
    expect(archive.peek(`c${index}`)).toBe(index === 3 ? textOf(3) : null)
  for (let index = 128; index < 256; index++) expect(archive.peek(`c${index}`)).toBe(textOf(index))
  expect(archive.size).toBe(129)
})
