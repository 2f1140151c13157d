import { expect, test } from 'vitest'
import { messageOf } from '#protocols/ami/message.ts'
import { createRightsWatch, rightsOf } from './rights-watch.ts'

const event = (name: string, privilege: string) =>
  messageOf([
    ['Event', name],
    ['Privilege', privilege],
  ])!

test('what an earlier connection found to be missing stays so until it is seen', () => {
  const known = rightsOf('rights:call,agent')
  expect(known).toEqual(['agent', 'call'])
  expect([rightsOf(null), rightsOf('silent')]).toEqual([[], []])
  const rights = createRightsWatch(known)
  rights.connected(0)
  expect(rights.missing(60_000)).toEqual(['agent', 'call'])
  rights.read(event('QueueMemberStatus', 'agent,all'), 60_001)
  expect(rights.missing(60_002)).toEqual(['call'])
})
