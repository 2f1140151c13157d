import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { type Site, siteSchema } from '#core/site/site-schema.ts'
import { randomSiteEdit } from '#tests/support/random-site-edit.ts'
import { documentOf } from './edit-document.ts'
import { editPieces } from './edit-pieces.ts'
import { parseSite } from './parse-site.ts'
import { editedText, textOfSite } from './site-text.ts'
import { cutText, type TextPieces, textOfPieces } from './text-pieces.ts'

/** As other hands and other programs write one. */
const unusual = `---
# of the night shift
site: {id: hall, name: "回音"}
"queues":   # three of them

# the first
- id: a
- name: |-
    two
    lines
  id: b # a block of text above

# stands by itself
-   id: c
    name: >+
      folded

    team: t
teams:
        - # of the day
          {id: t, name: "Team",
           leads: [lin], # one
           members: [yuan]}
people:
  - id: lin
    name: 'it''s'
    role: lead
    login: !!str 0012
    # below what was said
  # above who comes next
  - {id: yuan, name: 袁敏, role: agent, agent: yuan}
calendars:
  - id: day
    week:
      mon-fri:
      - "09:00-12:00"
    closed:

      - 2026-10-01 # the national day
# the end`

function siteOf(text: string): Site {
  const read = parseSite(text)
  if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 3)))
  return read.site
}
const plain = (site: Site) => JSON.parse(JSON.stringify(site)) as Record<string, unknown>
const cut = (text: string): TextPieces | null => cutText(text, parseDocument(text, { stringKeys: true }))

it.each([
  ['as it is', unusual],
  ['with the line ends of Windows', unusual.replaceAll('\n', '\r\n')],
  ['as a site is written from nothing', textOfSite(siteOf(unusual))],
])(
  'a file that is written unusually, %s, says after each change in its pieces just the new set',
  (_, from) => {
    fc.assert(
      fc.property(fc.array(randomSiteEdit, { minLength: 12, maxLength: 12 }), (edits) => {
        let pieces = cut(from)!
        expect(textOfPieces(pieces).trimEnd()).toBe(from.trimEnd())
        for (const change of edits) {
          const before = siteOf(textOfPieces(pieces))
          const wanted = siteSchema.parse(plain(change(before)))
          const edited = editPieces(pieces, plain(before), plain(wanted))
          expect(edited).not.toBeNull()
          expect(siteOf(textOfPieces(edited!))).toEqual(wanted)
          // What was cut once and edited is what would be cut of its text.
          expect(textOfPieces(cut(textOfPieces(edited!))!)).toBe(textOfPieces(edited!))
          pieces = edited!
        }
      }),
      { numRuns: 6 },
    )
  },
)

/** Texts that are written in one line or in a block of several, with and without line ends of their own. */
const names = [
  'one',
  'two\nlines',
  'ends\n',
  'ends\n\n\n',
  ' begins',
  ' \n',
  '-\n x',
  'a # b\n\n c\n',
  '"quoted"',
]
const text = (name: string) => name.trim() || 'text'
/** A queue as it may stand in a file, by its name. */
const written = [
  (id: string, name: string) => `- id: ${id}\n  name: ${JSON.stringify(name)}\n`,
  (id: string, name: string) =>
    `-   name: |+\n        ${text(name).replaceAll('\n', '\n        ')}\n\n    id: ${id}\n`,
  (id: string, name: string) => `- id: ${id}\n  name: >+\n    ${text(name).replaceAll('\n', '\n    ')}\n\n`,
  (id: string) => `- id: ${id}\n  name: |-\n    kept\n`,
]
const between = ['', '\n', '# of the night\n', '        # deep\n', '\n\n   # deeper\n\n', '\n# last\n\n\n']

const listed = fc.record({
  name: fc.constantFrom(...names),
  write: fc.constantFrom(...written),
  behind: fc.constantFrom(...between),
})

it('comments and empty lines behind a text of several lines never become a part of it', () => {
  fc.assert(
    fc.property(
      fc.array(listed, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(4), fc.constantFrom(null, ...names)), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (queues, changes, isWindows) => {
        const lines = queues.map(({ name, write, behind }, index) => write(`q${index}`, name) + behind)
        const from = `site: { id: hall }\nqueues:\n${lines.join('')}teams: []\n`
        let text = isWindows ? from.replaceAll('\n', '\r\n') : from
        for (const [at, name] of changes) {
          const before = siteOf(text)
          // A change of a name, a queue that goes, or one that comes.
          const changed = before.queues.flatMap((queue, index) =>
            index !== at ? [queue] : name === null ? [] : [{ ...queue, name }],
          )
          const more = at === 4 ? [{ id: `new-${before.queues.length}`, name: name ?? 'new\n\n' }] : []
          const wanted = siteSchema.parse({ ...plain(before), queues: [...changed, ...more] })
          const edited = editPieces(cut(text)!, plain(before), plain(wanted))
          if (edited !== null) expect(siteOf(textOfPieces(edited))).toEqual(wanted)
          text = editedText(text, wanted)
          expect(siteOf(text)).toEqual(wanted)
        }
      },
    ),
    { numRuns: 150 },
  )
})

it('the comment above the entry behind the first one stays when the first goes', () => {
  const text = 'site: { id: hall }\nqueues:\n  # the first\n  - id: a\n  # the second\n  - id: b\n'
  const site = siteOf(text)
  const next = siteSchema.parse({ ...plain(site), queues: [{ id: 'b' }] })
  expect(editedText(text, next)).toBe(
    'site: { id: hall }\nqueues:\n  # the first\n  # the second\n  - id: b\n',
  )
})

it('an entry that is changed, taken out or added touches no line of another', () => {
  const site = siteOf(unusual)
  const [a, b, c] = site.queues
  const texts = [
    [a, { ...b!, wrapUpSec: 30 }, c],
    [a, b],
    [a, b, { id: 'd', name: 'D' }, c],
  ].map((queues) => {
    const edited = editPieces(cut(unusual)!, plain(site), plain(siteSchema.parse({ ...site, queues })))
    return textOfPieces(edited!).split('\n')
  })
  const lines = `${unusual}\n`.split('\n')
  const more = texts.map((text) => text.filter((line) => !lines.includes(line)))
  const less = texts.map((text) => lines.filter((line) => !text.includes(line)))
  expect(more).toEqual([['  wrapUpSec: 30'], [], ['- id: d', '  name: D']])
  expect(less).toEqual([
    [],
    ['# stands by itself', '-   id: c', '    name: >+', '      folded', '    team: t'],
    [],
  ])
})

it.each([
  ['aliases', 'site: { id: a }\nqueues:\n  - &q { id: one }\nteams: []\n'],
  ['braces', '{ site: { id: a } }\n'],
  ['keys that are asked for', '? site\n: { id: a }\n'],
])('a file with %s is edited as a whole', (_, text) => {
  expect(cut(text)).toBeNull()
})

it('one change of a site of a thousand people costs a part of what reading its file does', () => {
  const people = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ id: `p${index}`, name: `Person ${index}`, role: 'agent', login: `9${index}`, agent: `p${index}` },
  }))
  const site = siteSchema.parse({ site: { id: 'large' }, people })
  let text = textOfSite(site)
  const renamed = (index: number) =>
    siteSchema.parse({
      ...site,
      people: people.map((one, at) => (at === index ? { ...one, name: `Renamed ${index}` } : one)),
    })
  text = editedText(text, renamed(0))
  const shortest = (once: (turn: number) => void) =>
    Math.min(
      ...[1, 2, 3, 4].map((turn) => {
        const begun = performance.now()
        once(turn)
        return performance.now() - begun
      }),
    )
  const edit = shortest((turn) => {
    text = editedText(text, renamed(turn))
  })
  const read = shortest(() => parseDocument(text, { stringKeys: true }))
  expect(edit / read).toBeLessThan(0.6)
})

it('many comments with the line ends of Windows before something else are read through at once', () => {
  const text = `${'# of before\r\n'.repeat(60)}%YAML 1.2\r\n---\r\nsite: { id: a }\r\n`
  const begun = performance.now()
  expect(cut(text)).toBeNull()
  expect(performance.now() - begun).toBeLessThan(1_000)
})

it('what stands twice in a set is written twice: nobody reads a file of references', () => {
  const queues = ['care', 'sales']
  expect(String(documentOf({ one: { queues }, two: { queues } }))).not.toMatch(/[&*]/)
})
