import { expect, test } from 'vitest'
import { fixtureLines, replayed } from '#tests/support/replayed-recording.ts'

/** Guarantee: of single scenarios of a real Asterisk 22 the queues' part is told; `past-queues.test.ts` has the calls past them. */

const recorded = (file: string) => replayed(fixtureLines(`asterisk-actions/${file}.ndjson`)).events
const contacts = (file: string) =>
  recorded(file)
    .filter(({ type }) => type.startsWith('contact.'))
    .map(({ type, data }) => [type.slice(8), data.queue ?? data.agent ?? data.reason ?? data.by ?? data.to])
const states = (file: string, agent: string) =>
  recorded(file)
    .filter(({ subject }) => subject === agent)
    .map(({ type }) => type.slice(6))

test('a direct call that is transferred into a queue is the queue’s from there on', () => {
  expect(contacts('transfer-into-queue')).toEqual([
    ['queued', '600'],
    ['offered', 'Local/102@from-queue/n'],
    ['declined', 'Local/102@from-queue/n'],
    ['offered', 'PJSIP/101'],
    ['answered', 'PJSIP/101'],
    ['ended', 'customer'],
  ])
  expect(states('transfer-into-queue', 'PJSIP/107')).toEqual(['signed_in', 'busy', 'available'])
})

test('a talk that is transferred outside goes on without its agent until the caller hangs up', () => {
  expect(contacts('queue-talk-transferred-outside')).toEqual([
    ['queued', '600'],
    ['offered', 'PJSIP/101'],
    ['answered', 'PJSIP/101'],
    ['transferred', {}],
    ['ended', 'customer'],
  ])
})

test('callers whose priority is changed, one withdrawn too late: three abandons, and nobody twice', () => {
  const flagged = recorded('priority').filter(({ type }) => type === 'contact.flagged')
  // By the dialplan's QUEUE_PRIO, and by AMI: no event says either, the queue's list says both.
  expect(flagged.map(({ data }) => [data.kind, data.priority])).toEqual([
    ['priority', 30],
    ['priority', 10],
  ])
  const contactEvents = contacts('priority').filter(([type]) => type !== 'offered' && type !== 'flagged')
  expect(contactEvents).toEqual([
    ['queued', '600'],
    ['queued', '600'],
    ['queued', '600'],
    ['abandoned', undefined],
    ['abandoned', undefined],
    ['abandoned', undefined],
  ])
})

test('who listens in is no part of the talk; who pauses in the middle of it is away after it', () => {
  expect(contacts('chanspy').filter(([type]) => type !== 'offered' && type !== 'declined')).toEqual([
    ['queued', '600'],
    ['answered', 'PJSIP/101'],
    // One begins to listen, then another; with the talk both end.
    ...Array.from({ length: 3 }, () => ['flagged', 'PJSIP/111']),
    ['ended', 'agent'],
  ])
  expect(contacts('pause-while-talking').map(([type]) => type)).toEqual([
    'queued',
    'offered',
    'answered',
    'ended',
  ])
  expect(states('pause-while-talking', 'PJSIP/101')).toEqual(['signed_in', 'away', 'available'])
})

test('into a queue, another reason to pause, and out of it again', () => {
  expect(states('add-remove', 'Local/105@from-queue/n')).toEqual([
    'signed_in',
    // Paused in the second queue, which it comes into so; then another penalty; then out of the first one.
    'queues',
    'queues',
    'queues',
    'away',
    'signed_out',
  ])
})
