import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { randomSiteEdit } from '#tests/support/random-site-edit.ts'
import { parseSite } from './parse-site.ts'
import { editedText } from './site-text.ts'

/** As people write one: comments above, beside and between, lists in lines and in blocks. */
const example = `# the hall in Chengdu
# ask Sun before changing targets
site:
  id: hall
  name: "回音 Huiyin" # on every screen
queues:
  # the night shift has only this one
  - { id: a, name: "客户服务 Service", target: { share: 0.8, withinSec: 20 }, team: t, calendar: day }
  - { id: b, name: Billing, target: { share: 0.8, withinSec: 30 } }
  - id: c
    name: Complaints # opens one
    opens: complaint
teams: [{ id: t, name: "Team", leads: [lin], members: [yuan, he] }]
people:
  - { id: lin, name: "林静", role: lead, login: "0012" }

  # from the agency
  - { id: yuan, name: "袁敏", role: agent, login: "1001", agent: yuan }
  - { id: he, name: "何佳", role: agent, login: "1002", agent: he }
causes:
  - { id: slow, title: { en: Slow, zh-CN: 慢 } }
  - { id: rude, title: Rude }
calendars:
  - { id: day, week: { mon-fri: ["09:00-12:00", "13:00-18:00"] } }
  # never touched
  - id: night
    week: { mon-sun: ["22:00-06:00"] }
    closed:
      - 2026-10-01 # the national day
boards:
  - { id: wall, name: Wall, queues: [a, b, c] }
`
const comments = (text: string) => [...text.matchAll(/#.*$/gm)].map(([line]) => line.trim())

function siteOf(text: string): Site {
  const read = parseSite(text)
  if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 3)))
  return read.site
}

it('a hundred random changes in a row: each text says just the new set, and what was not touched keeps its comments', () => {
  fc.assert(
    fc.property(fc.array(randomSiteEdit, { minLength: 20, maxLength: 20 }), (edits) => {
      let text = example
      for (const change of edits) {
        const wanted = siteSchema.parse(JSON.parse(JSON.stringify(change(siteOf(text)))))
        text = editedText(text, wanted)
        expect(siteOf(text)).toEqual(wanted)
      }
      const head = comments(example).slice(0, 4)
      expect(head.filter((line) => !text.includes(line))).toEqual([])
    }),
    { numRuns: 5 },
  )
})

it('a target that is changed touches its own line alone', () => {
  const site = siteOf(example)
  const [first, ...rest] = site.queues
  const next = { ...site, queues: [{ ...first!, target: { share: 0.9, withinSec: 15 } }, ...rest] }
  const lines = editedText(example, next).split('\n')
  const before = editedText(editedText(example, { ...site, site: { ...site.site, name: 'x' } }), site).split(
    '\n',
  )
  expect(lines.filter((line, index) => line !== before[index])).toHaveLength(1)
})

it('a text with aliases is written anew where it cannot be edited in place, and says the new set', () => {
  const text =
    'site: { id: a }\nqueues:\n  - &q { id: one, name: One }\nboards: [{ id: b, name: B, queues: [one] }]\n'
  const site = siteOf(text)
  const next = { ...site, queues: [...site.queues, { id: 'two', name: 'Two' }] }
  expect(siteOf(editedText(text, next))).toEqual(next)
})

it('a file that is JSON stays JSON, laid out as it was, and no default that nobody wrote comes into it', () => {
  const text =
    '{\n  "site": { "id": "a" },\n  "queues": [{ "id": "one", "name": "One" }, { "id": "two" }]\n}\n'
  const site = siteOf(text)
  const queues = [site.queues[1]!, { ...site.queues[0]!, wrapUpSec: 30 }]
  const edited = editedText(text, siteSchema.parse({ ...site, queues, teams: [{ id: 't', name: 'T' }] }))
  expect(JSON.parse(edited)).toEqual({
    site: { id: 'a' },
    queues: [{ id: 'two' }, { id: 'one', name: 'One', wrapUpSec: 30 }],
    teams: [{ id: 't', name: 'T', leads: [], members: [] }],
  })
  expect(edited.split('\n').slice(0, 2)).toEqual(['{', '  "site": {'])
  expect(edited.endsWith('}\n')).toBe(true)
})

it('a file that is JSON is edited, and what was written is read again as the new set', () => {
  fc.assert(
    fc.property(fc.array(randomSiteEdit, { minLength: 10, maxLength: 10 }), (edits) => {
      let text = JSON.stringify(siteOf(example))
      for (const change of edits) {
        const wanted = siteSchema.parse(JSON.parse(JSON.stringify(change(siteOf(text)))))
        text = editedText(text, wanted)
        expect(siteOf(text)).toEqual(wanted)
      }
    }),
    { numRuns: 10 },
  )
})
