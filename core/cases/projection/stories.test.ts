import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseEvent } from '../../event/parse-event.ts'
import { instantText } from '../../rows/row.ts'
import { compareTransitions, type RuleTransition } from '../../rules/rule-transition.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from './case-projection-for-test.ts'

const file = (name: string) => readFileSync(new URL(`../../../scenarios/${name}`, import.meta.url), 'utf8')
const linesOf = (name: string) =>
  file(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const site = siteSchema.parse(parse(file('site.yaml')))

function shown({ at, rule, subject, run, to, dueAt, stage }: RuleTransition): object {
  return {
    ...{ at: instantText(at), rule, subject, run, to },
    ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    ...(stage === undefined ? {} : { stage }),
  }
}

test.each(['ticket', 'report', 'broadband', 'noise'])('the story %s is told to the second', (story) => {
  const floor = caseProjectionForTest(site)
  for (const input of linesOf(`${story}.ndjson`)) {
    const parsed = parseEvent(input)
    if (!parsed.ok) throw new Error(parsed.refusal.message)
    floor.hear(parsed.event)
  }
  floor.advance(floor.last)
  const transitions = (floor.book.takeTransitions() as RuleTransition[]).sort(compareTransitions)
  expect(transitions.map(shown)).toEqual(linesOf(`${story}.expected.ndjson`))
})
