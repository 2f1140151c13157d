import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
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

const name = fc.string({
  unit: fc.constantFrom('a', '客', ':', '#', '"', "'", ' ', '-', '\n', '{'),
  minLength: 1,
  maxLength: 8,
})
const id = fc.integer({ min: 1, max: 9_999 }).map((number) => `new-${number}`)

/** One change of the kinds that the screens make. */
const edit: fc.Arbitrary<(site: Site) => Site> = fc.oneof(
  fc
    .tuple(fc.nat(), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.nat(3_600))
    .map(([at, share, withinSec]) => (site: Site) => ({
      ...site,
      queues: site.queues.map((queue, index) =>
        index === at % site.queues.length ? { ...queue, target: { share, withinSec } } : queue,
      ),
    })),
  fc.tuple(id, name, fc.nat(60)).map(([newId, text, at]) => (site: Site) => {
    if (site.people.some((one) => one.id === newId)) return site
    return {
      ...site,
      people: site.people.toSpliced(at % (site.people.length + 1), 0, {
        id: newId,
        name: text,
        role: 'agent' as const,
        login: newId,
      }),
    }
  }),
  fc.nat().map((at) => (site: Site) => ({
    ...site,
    people: site.people.map((one, index) =>
      index === at % site.people.length ? { ...one, disabled: one.disabled !== true } : one,
    ),
  })),
  fc.nat().map((at) => (site: Site) => ({
    ...site,
    causes: site.causes.filter((_, index) => index !== at % (site.causes.length + 1)),
  })),
  fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => (site: Site) => {
    const boards = [...site.queues]
    const [moved] = boards.splice(from % boards.length, 1)
    return { ...site, queues: boards.toSpliced(to % (boards.length + 1), 0, moved!) }
  }),
  name.map((text) => (site: Site) => ({ ...site, site: { ...site.site, name: text } })),
  fc.tuple(fc.nat(), fc.boolean()).map(([at, has]) => (site: Site) => ({
    ...site,
    calendars: site.calendars.map((calendar, index) =>
      index !== at % site.calendars.length
        ? calendar
        : { ...calendar, closed: has ? ['2027-01-02', '2027-05-01'] : undefined },
    ),
  })),
)

it('a hundred random changes in a row: each text says just the new set, and what was not touched keeps its comments', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 20, maxLength: 20 }), (edits) => {
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
