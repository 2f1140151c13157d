import { expect, test } from 'vitest'
import { pageCount, queuePages } from './queue-pages.ts'

const queues = (count: number) => Array.from({ length: count }, (_, index) => `q${index}`)
const lengths = (count: number) => queuePages(queues(count)).map((page) => page.length)

test('as many lines as a screen shows stand on one page', () => {
  expect([lengths(25), lengths(30)]).toEqual([[25], [30]])
})

test('more queues turn in pages as long as one another, or a line shorter', () => {
  expect(lengths(31)).toEqual([16, 15])
  expect(lengths(40)).toEqual([20, 20])
  expect(lengths(60)).toEqual([20, 20, 20])
  expect(lengths(61)).toEqual([16, 15, 15, 15])
  expect(lengths(120)).toEqual([20, 20, 20, 20, 20, 20])
})

test.each([1, 24, 25, 30, 31, 39, 40, 41, 61, 119, 240])(
  'of %i queues each stands on one page, in the order of the board',
  (count) => {
    const pages = queuePages(queues(count))
    expect(pages.flat()).toEqual(queues(count))
    expect(pages.length).toBe(pageCount(count))
  },
)
