import { expect, test } from 'vitest'
import { workQueues } from './work-queues.ts'

const queue = (id: string, team: string | null, channel = 'voice') => ({
  id,
  name: id,
  channel,
  team,
  opens: null,
})

test('a team works in its own queues, and a PBX has no chats', () => {
  const queues = [
    queue('care', 'east'),
    queue('chat', 'east', 'chat'),
    queue('sales', 'west'),
    queue('any', null),
  ]
  expect(workQueues(queues, 'east', true).map(({ id }) => id)).toEqual(['care'])
  expect(workQueues(queues, 'east', false).map(({ id }) => id)).toEqual(['care', 'chat'])
})

test('where no queue is a team’s, everybody works in all', () => {
  expect(workQueues([queue('care', null), queue('sales', null)], 'east', true)).toHaveLength(2)
})
