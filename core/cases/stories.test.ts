import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseEvent } from '../event.ts'
import { instantText } from '../row.ts'
import { compareLines, type Line } from '../rules/rule-line.ts'
import { siteSchema } from '../site/site-schema.ts'
import { caseBookForTest } from './case-book-for-test.ts'

const file = (name: string) => readFileSync(new URL(`../../scenarios/${name}`, import.meta.url), 'utf8')
const linesOf = (name: string) =>
  file(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const site = siteSchema.parse(parse(file('site.yaml')))

function shown({ at, rule, subject, run, to, dueAt, stage }: Line): object {
  return {
    ...{ at: instantText(at), rule, subject, run, to },
    ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    ...(stage === undefined ? {} : { stage }),
  }
}

test.each(['ticket', 'report', 'broadband', 'noise'])('the story %s is told to the second', (story) => {
  const floor = caseBookForTest(site)
  for (const input of linesOf(`${story}.ndjson`)) {
    const parsed = parseEvent(input)
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    floor.hear(parsed.event)
  }
  floor.advance(floor.last)
  const lines = (floor.book.takeLines() as Line[]).sort(compareLines)
  expect(lines.map(shown)).toEqual(linesOf(`${story}.expected.ndjson`))
})
