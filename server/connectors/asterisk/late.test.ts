import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSite } from '#store/site-file/parse-site.ts'
import { recordedLines, recordedSite } from '#tests/support/asterisk-truth.ts'
import { delayed, stamped } from '#tests/support/late-recording.ts'
import { replayed } from '#tests/support/replayed-recording.ts'
import { type RecordedLine, readRecordedLine } from './recording.ts'

/** Guarantee: a PBX that says when its events were sent is read the same however late they come. */

const parsed = parseSite(recordedSite())
if (!parsed.ok) throw new Error('the site file of the recording is wrong')
const agents = parsed.site.feeds[0]!.agents ?? {}
const lines = stamped(recordedLines().map((line) => readRecordedLine(line)!))
const start = lines[0]!.at
const lasts = lines.at(-1)!.at - start

const told = (recording: readonly RecordedLine[]) => replayed(recording, { agents }).events

const contacts = (recording: readonly RecordedLine[]) =>
  told(recording).filter(({ type }) => type.startsWith('contact.'))

const inTime = told(lines)

test('at any lag from 0 to 120 s, steady, growing or sudden, every contact has the same events at the same times', () => {
  const lag = fc.record({
    from: fc.integer({ min: 0, max: 120_000 }),
    to: fc.integer({ min: 0, max: 120_000 }),
    since: fc.integer({ min: 0, max: 1_000 }),
    sudden: fc.boolean(),
  })
  const expected = inTime.filter(({ type }) => type.startsWith('contact.'))
  expect(expected.length).toBeGreaterThan(100)
  fc.assert(
    fc.property(lag, ({ from, to, since, sudden }) => {
      const turn = start + (lasts * since) / 1_000
      const at = (instant: number): number =>
        sudden ? (instant < turn ? from : to) : from + ((to - from) * (instant - start)) / lasts
      expect(contacts(delayed(lines, at))).toEqual(expected)
    }),
    { numRuns: 60, examples: [[{ from: 120_000, to: 120_000, since: 0, sudden: false }]] },
  )
})

test('at a steady lag agents are the same too, but for when the list at the beginning was made', () => {
  const late = told(delayed(lines, () => 120_000))
  expect(late.map(({ type, subject }) => [type, subject])).toEqual(
    inTime.map(({ type, subject }) => [type, subject]),
  )
})
