import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { MINUTE } from '../alerts/alerts-for-test.ts'
import { playAlerts } from './play-for-test.ts'

const file = (name: string) => readFileSync(new URL(`../../scenarios/${name}`, import.meta.url), 'utf8')

interface StoryEvent {
  time: string
  type: string
  subject: string
  data: object
  source: string
}

test('the ticket story, whole, while nobody takes anything: at most five messages to one lead', () => {
  const events = file('ticket.ndjson')
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as StoryEvent)
    .sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
  const targets = [{ id: 'post', kind: 'mail', host: 'mail.example.test', from: 'h@example.test' }]
  const began = Date.parse(events[0]!.time)
  const on = playAlerts({ site: { ...parse(file('site.yaml')), alerts: { targets } }, began })
  for (const { time, type, subject, data, source } of events) {
    on.to((Date.parse(time) - began) / MINUTE)
    on.happens(type, subject, data, source)
  }
  on.to((Date.parse(events.at(-1)!.time) - began) / MINUTE + 12 * 60)
  const messages = on.floor.receipts
  // What a colleague asks outright comes on top: it is told once, when it is asked.
  expect(on.messages().filter((row) => row.includes('approval'))).toEqual([
    expect.stringMatching(/^195\.5 lin approval: approval approval\//),
  ])
  expect(messages.messagesSince('lin', 0)).toBeLessThanOrEqual(5 + 1)
  expect(messages.messagesSince('sun', 0)).toBeLessThanOrEqual(5)
  // Every critical breach reached somebody all the same, and the unanswered complaint its lead when it was due.
  const breached = [...on.floor.ids('alert')].map((id) => on.floor.row('alert', id)!)
  const grave = breached.filter(({ severity, step }) => severity === 'critical' && step > 0)
  expect(grave.length).toBeGreaterThan(3)
  for (const { told } of grave) expect(told).not.toEqual([])
  expect(on.messages()).toContainEqual(
    expect.stringMatching(/^167\.\d* lin alert: complaint-unanswered case/),
  )
})
