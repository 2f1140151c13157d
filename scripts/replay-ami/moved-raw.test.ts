import { expect, test } from 'vitest'
import { movedRaw } from './moved-raw.ts'

test('calls get other ids and instants other times; numbers, waits and what never happened stay', () => {
  const raw =
    'Event: QueueMember\r\nUniqueid: 1795321018.12\r\nLinkedid: 1795321018.9\r\nCallerIDNum: 4155550123\r\n' +
    'LastCall: 1795321000\r\nLastPause: 0\r\nHoldTime: 12\r\n\r\n'
  expect(movedRaw(raw, 100)).toBe(
    'Event: QueueMember\r\nUniqueid: 1795321118.12\r\nLinkedid: 1795321118.9\r\nCallerIDNum: 4155550123\r\n' +
      'LastCall: 1795321100\r\nLastPause: 0\r\nHoldTime: 12\r\n\r\n',
  )
})
