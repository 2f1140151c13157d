import { expect, test } from 'vitest'
import { type AlertBook, createAlertBook } from './alert-book.ts'
import { BEGAN, MINUTE, said, takenBack } from './alerts-for-test.ts'
import { alertId } from './read-alert-event.ts'

const ID = alertId('unanswered', 'case/C1', { source: 'crm', id: 'opened-1' })
const KEPT_MS = 2 * 3_600_000

function restored(book: AlertBook): AlertBook {
  const copy = createAlertBook()
  for (const piece of book.dump()) copy.load(JSON.parse(JSON.stringify(piece)))
  return copy
}

test('a run that raised nothing is an alert at its first warning, with all that was said before, also from a snapshot', () => {
  const book = createAlertBook()
  book.hear(said('running', 0), BEGAN)
  for (const each of [book, restored(book)]) {
    expect([...each.ids()]).toEqual([])
    each.hear(said('warned', 45, { stage: 0 }), BEGAN + 45 * MINUTE)
    expect([...each.ids()]).toEqual([ID])
    expect(each.events(ID).map(({ to }) => to)).toEqual(['running', 'warned'])
  }
})

test('a run that was met in time is kept two hours for what may still be heard of it, and then forgotten', () => {
  const book = createAlertBook()
  book.hear(said('running', 0), BEGAN)
  book.hear(said('met', 30), BEGAN + 30 * MINUTE)
  for (const each of [book, restored(book)]) {
    const over = BEGAN + 30 * MINUTE + KEPT_MS
    each.advance(over - 1)
    expect(each.events(ID).map(({ to }) => to)).toEqual(['running', 'met'])
    each.advance(over)
    expect([...each.events(ID), ...each.dump()]).toEqual([])
  }
})

test('that it was met turns out to be wrong: the breach is an alert all the same', () => {
  const book = createAlertBook()
  book.hear(said('running', 0), BEGAN)
  book.hear(said('met', 30), BEGAN + 30 * MINUTE)
  book.hear(takenBack('met', 30, 95), BEGAN + 95 * MINUTE)
  book.hear(said('breached', 90), BEGAN + 95 * MINUTE)
  expect(book.row(ID, BEGAN + 96 * MINUTE)).toMatchObject({ state: 'open', step: 1 })
})

test('also when it was forgotten meanwhile', () => {
  const book = createAlertBook()
  book.hear(said('running', 0), BEGAN)
  book.hear(said('met', 30), BEGAN + 30 * MINUTE)
  const later = BEGAN + 30 * MINUTE + KEPT_MS
  book.advance(later)
  book.hear(takenBack('met', 30, 300), later)
  book.hear(said('breached', 90), later)
  expect(book.row(ID, later)).toMatchObject({ state: 'open', step: 1 })
})
