import { expect, test } from 'vitest'
import { eventData } from '../event/event-data.ts'
import { referenceFields } from './references.ts'

/** Fields that name nothing which could be somebody else's. */
const plain = [
  ...['accepted', 'amount', 'answer', 'basis', 'by', 'capacity', 'channel', 'currency', 'deadline', 'doing'],
  ...[
    'due',
    'fault',
    'granted',
    'kind',
    'limit',
    'mailbox',
    'missed',
    'name',
    'nextAt',
    'notBefore',
    'note',
    'notice',
    'of',
    'offer',
    'origin',
  ],
  ...[
    'outcome',
    'pausedIn',
    'penalties',
    'phone',
    'place',
    'priority',
    'question',
    'reason',
    'resets',
    'score',
    'share',
    'text',
    'title',
  ],
  ...['unit', 'until', 'used', 'via', 'waitSec'],
]

test('every field of every event type is judged as a reference, or said to be none: a new one is decided about', () => {
  const fields = new Set(Object.values(eventData).flatMap((schema) => Object.keys(schema.shape)))
  expect(fields.size).toBeGreaterThan(40)
  expect([...fields].filter((field) => !referenceFields.includes(field) && !plain.includes(field))).toEqual(
    [],
  )
  expect(plain.filter((field) => referenceFields.includes(field))).toEqual([])
})
