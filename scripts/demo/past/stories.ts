import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '#core/config/languages.ts'
import { parseInstant } from '#core/time/parse-instant.ts'
import { demoContentOf, perYuan } from '../content/content.ts'
import type { DemoEvent } from '../model/simulation.ts'
import told from './stories.json' with { type: 'json' }

/**
 * The stories of `scenarios/`, told once more as they happened: in the four weeks before the demo's day, on the same
 * weekdays, by people of its site file and in its language. `answers.ndjson` goes on where they break off.
 */

/** The date on which each ended, and the one on which it ends here: whole weeks apart. */
const STORIES: Readonly<Record<string, { readonly was: string; readonly is: string }>> = {
  broadband: { was: '2010-05-26', is: '2026-11-11' },
  report: { was: '2020-01-06', is: '2026-11-02' },
  ticket: { was: '2005-12-14', is: '2026-11-04' },
  noise: { was: '2003-12-09', is: '2026-11-10' },
}
const FOLDER = join(import.meta.dirname, '../../../scenarios')

/** The stories' people, queues and departments as the demo's site file has them. */
const HERE: Readonly<Record<string, string>> = {
  yuan: 'a15',
  he: 'a18',
  zhou: 'a19',
  qian: 'a04',
  lin: 'sun',
  ma: 'ma-zong',
  booking: 'service',
  supervisor: 'supervisors',
  review: 'product',
  'customer-service': 'supervisors',
}
/** Fields whose value is the id of a person, a queue, a team or a department. */
const PLACES = new Set(['agent', 'queue', 'team', 'department', 'from', 'by'])
const CAUSES: Readonly<Record<string, string>> = { 'ticket-cancelled': 'broken-promise' }

/** All four, in order of time. */
export function readStories(source: string, language: Language): DemoEvent[] {
  const answers = linesOf(join(import.meta.dirname, 'answers.ndjson'))
  return Object.entries(STORIES).flatMap(([story, { was, is }]) => {
    const shift = Date.parse(is) - Date.parse(was)
    const events = linesOf(join(FOLDER, `${story}.ndjson`))
    const goesOn = answers.filter(({ id }) => id.startsWith(`${story}-`))
    return [...events, ...goesOn].map((event) => translated(event, { source, language, shift }))
  })
}

const linesOf = (file: string): DemoEvent[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as DemoEvent)

interface Translation {
  readonly source: string
  readonly language: Language
  readonly shift: number
}

function translated(event: DemoEvent, translation: Translation): DemoEvent {
  const { source, shift } = translation
  // Who answered for a department is a person's name; the stories say which department.
  const said = Object.entries(event.data).filter(
    ([key]) => key !== 'by' || !event.type.startsWith('handoff.'),
  )
  const data = Object.fromEntries(said.map(([key, value]) => [key, translatedValue(key, value, translation)]))
  const customer = told.customers.find(({ id }) => id === event.data.customer)
  const known = customer && { phone: customer.phone, name: customer[translation.language] }
  const isOfCustomer = known !== undefined && event.type !== 'allowance.reported'
  const time = new Date(parseInstant(event.time)! + shift).toISOString()
  return { ...event, source, time, data: isOfCustomer ? { ...data, ...known } : data }
}

function translatedValue(key: string, value: unknown, translation: Translation): unknown {
  const { language, shift } = translation
  if (typeof value === 'string') {
    if (PLACES.has(key)) return HERE[value] ?? value
    if (key === 'cause') return CAUSES[value] ?? worded(value, language)
    if (key === 'currency') return demoContentOf(language).currency
    const instant = parseInstant(value)
    return instant === null ? worded(value, language) : new Date(instant + shift).toISOString()
  }
  if (key === 'amount' && typeof value === 'number') return value * perYuan(demoContentOf(language))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([inner, one]) => [inner, translatedValue(inner, one, translation)]),
  )
}

/** What was said, in the language of the floor. */
function worded(text: string, language: Language): string {
  const known = told.words.find((one) => one.was === text)
  return known === undefined ? text : known[language]
}
