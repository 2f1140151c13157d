import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { eventData } from '#core/event/event-data.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where what a real floor has comes from: pages, links and pages of departments, the connector for a PBX. */
const senders = ['app', 'server/connectors', 'server/departments', 'server/links']

/** What only a feed of somebody else's can know, and why no screen and no PBX of ours says it. */
const feedsOnly: Readonly<Record<string, string>> = {
  'agent.shift': 'shifts are planned elsewhere',
  'allowance.reported': 'the provider counts what is used up',
  'contact.message': 'a chat is held elsewhere',
  'contact.rated': 'the customer rates elsewhere',
}

/** Files that only read or word events, and send none. */
const READERS = /(timeline|event-words|use-event-sentence|use-report-event|may-decide|use-may|\.test)/

function textOf(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !READERS.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n')
}

test('every event type of the contract is sent by a screen, a link or a connector, or is named as a feed’s own', () => {
  const text = senders.map(textOf).join('\n')
  const unsent = Object.keys(eventData).filter((type) => !text.includes(`'${type}'`))
  expect(unsent.sort()).toEqual(Object.keys(feedsOnly).sort())
})
