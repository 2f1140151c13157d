import { rowInReach } from '#core/access/reach.ts'
import type { Staff } from '#core/access/viewer.ts'
import {
  type EntriesAnswer,
  isEntryOutcome,
  isOutcomeFilter,
  outcomeFilters,
  type ShownEntry,
} from '#core/api/entry-report.ts'
import { isReportSubject, reportSubjects } from '#core/api/interval-report.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { ReportEntry } from '#core/history/report-entries.ts'
import { entriesBehind, entrySpreads, places } from '#core/history/spread.ts'
import { instantText } from '#core/rows/row.ts'
import type { EntryArchive } from '#store/postgres/entry-archive.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { maySeeAgent } from '../api/may-see.ts'
import { requestedSpan } from '../api/requested-span.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { oneOf } from './one-of.ts'
import { reportSubject } from './report-subject.ts'

/** More contacts than these are no list that anybody reads. */
export const MOST_CONTACTS = 20_000
const USUAL_LIMIT = 200
const MOST_LIMIT = 1_000

const sec = (ms: number | null) => (ms === null ? null : ms / 1_000)

/** Who answered is told to those who may see the queue's row, or the agent; who but works in the queue sees figures. */
function maySeeWho(viewer: Staff, { queue, agent }: ReportEntry, floor: Floor): boolean {
  if (viewer.reach === 'all') return true
  const row = floor.row('queue', queue)
  if (row !== null && rowInReach(viewer.reach, 'queue', row, floor)) return true
  return agent !== null && maySeeAgent(viewer, agent, floor)
}

function shown(whole: ReportEntry, viewer: Staff, floor: Floor): ShownEntry {
  const { waitMs, talkMs, enteredAt, ...entry } = whole
  return {
    ...entry,
    agent: maySeeWho(viewer, whole, floor) ? entry.agent : null,
    enteredAt: instantText(enteredAt),
    waitSec: sec(waitMs),
    talkSec: sec(talkMs),
    case: floor.row('contact', entry.contact)?.case ?? null,
  }
}

function numberOf(query: URLSearchParams, name: string, usual: number, most: number): number | ApiAnswer {
  const text = query.get(name)
  if (text === null) return usual
  const value = Number(text)
  return /^\d{1,9}$/.test(text) && value <= most
    ? value
    : refuse(400, 'bad_request', `${name}: must be a whole number up to ${most}`)
}

async function answer({ query, viewer, floor }: StaffRequest, archive: EntryArchive): Promise<ApiAnswer> {
  const of = query.get('of') ?? ''
  const outcome = query.get('outcome') ?? 'all'
  if (!isReportSubject(of)) return oneOf('of', reportSubjects)
  const behind = isOutcomeFilter(outcome)
    ? (all: readonly ReportEntry[]) => all.filter((entry) => isEntryOutcome(outcome, entry.outcome))
    : entriesBehind(outcome)
  if (behind === null)
    return oneOf('outcome', [...outcomeFilters, ...places, 'waits', 'abandons', 'talks', 'waits.0 …'])
  const span = requestedSpan(query)
  if ('status' in span) return span
  const limit = numberOf(query, 'limit', USUAL_LIMIT, MOST_LIMIT)
  if (typeof limit !== 'number') return limit
  const offset = numberOf(query, 'offset', 0, MOST_CONTACTS)
  if (typeof offset !== 'number') return offset
  const summed = reportSubject(of, query.get('id'), viewer, floor)
  if ('status' in summed) return summed
  const read = summed.kind === 'queue' ? archive.read : archive.readLegs
  const { entries, isCut } = await read(summed.subjects, span, MOST_CONTACTS)
  const chosen = behind(entries)
  const body: EntriesAnswer = {
    ...{ at: instantText(floor.now), from: instantText(span.from), to: instantText(span.to) },
    count: chosen.length,
    entries: chosen.slice(offset, offset + limit).map((entry) => shown(entry, viewer, floor)),
    spreads: entrySpreads(entries),
    cut: isCut,
  }
  return ok(body)
}

/** `GET /intervals/entries`: the very entries behind a figure, and how their waits and talks are spread. */
export function entryRoutes(archive: EntryArchive): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/intervals/entries',
      for: 'staff',
      answer: (request) => answer(request, archive),
    },
  ]
}
