import { expect, test } from 'vitest'
import { createSharedTexts } from './shared-texts.ts'

test('what was read says the same, whatever it consists of', () => {
  const read = () => ({
    ids: ['contact-4711-of-today', 'short', 7, null, true],
    of: { 'contact-4711-of-today': { id: 'contact-4711-of-today', at: 1.5 }, none: [] },
  })
  const [one, another] = [read(), read()]
  const share = createSharedTexts()
  share(one)
  share(another)
  expect(one).toEqual(read())
  expect(another).toEqual(read())
})
