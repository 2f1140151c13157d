import { z } from 'zod'
import { rowsForRequest } from '#core/access/rows-for-request.ts'
import type { Staff } from '#core/access/viewer.ts'
import { mayWatch } from '#core/access/watch.ts'
import type { Floor } from '#core/floor/floor.ts'
import { mayReadHandover } from '#core/reports/read-handover.ts'
import {
  type Breach,
  type HandoverRows,
  type HandoverScope,
  shiftHandover,
} from '#core/reports/shift-handover.ts'
import { instantText, instantTextOrNull } from '#core/rows/row.ts'
import {
  type HandoverCursor,
  type HandoverStore,
  isHandoverId,
  type ListedHandover,
  type StoredHandover,
} from '#store/postgres/handover-store.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'

const makeBody = z.strictObject({ note: z.string().trim().max(2_000).default('') })

const HOUR_MS = 3_600_000
/** A shift without a hand-over before it is taken to have lasted so long. */
const SHIFT_MS = 8 * HOUR_MS
const LONGEST_SHIFT_MS = 16 * HOUR_MS
const MOST = 100
const USUAL = 50
/** Of those whose shifts few hand over, so many slices are looked through for one page; the next goes on. */
const MOST_SLICES = 10

const mayHandOver = ({ role }: Staff) => role !== 'agent'
const mayRead = (viewer: Staff, { madeBy, scope }: Pick<ListedHandover, 'madeBy' | 'scope'>) =>
  mayReadHandover(viewer, madeBy, scope)
const mayReadWhole = (viewer: Staff, { madeBy, content }: StoredHandover) =>
  mayRead(viewer, { madeBy, scope: content.scope })

const scopeOf = ({ reach }: Staff): HandoverScope =>
  reach === 'all' ? 'all' : { queues: [...reach.queues], teams: [...reach.teams], strays: reach.strays }

const forbidden = () => refuse(403, 'forbidden', 'handing over is for leads, supervisors and admins')

const summaryOf = ({
  id,
  madeAt,
  madeBy,
  note,
  takenAt,
  takenBy,
  counts,
}: Omit<ListedHandover, 'scope'>) => ({
  ...{ id, madeAt: instantText(madeAt), madeBy, note, takenBy, counts },
  takenAt: instantTextOrNull(takenAt),
})

function wholeOf(handover: StoredHandover) {
  const { content } = handover
  const counts = {
    owed: content.owed.length,
    late: content.owed.filter(({ isLate }) => isLate).length,
    alerts: content.alerts.length,
    breached: content.breached.length,
  }
  return { ...summaryOf({ ...handover, counts }), content }
}

const markText = ({ madeAt, id }: HandoverCursor) => `${madeAt}.${id}`

/** Where a list goes on, as an answer named it; null: it is none. */
function readMark(text: string): HandoverCursor | null {
  const [, ms = '', id = ''] = /^(\d{1,15})\.(.+)$/.exec(text) ?? []
  return isHandoverId(id) ? { madeAt: Number(ms), id } : null
}

/** Those that somebody may read behind a mark, at most `limit`, and where the next page goes on. */
async function page(store: HandoverStore, viewer: Staff, after: HandoverCursor | null, limit: number) {
  const found: ListedHandover[] = []
  let cursor = after
  for (let slice = 0; slice < MOST_SLICES; slice++) {
    const some = await store.list(cursor, MOST)
    for (const one of some) {
      cursor = one
      if (!mayRead(viewer, one)) continue
      if (found.length === limit) return { found, next: found[limit - 1]! }
      found.push(one)
    }
    if (some.length < MOST) return { found, next: null }
  }
  return { found, next: cursor }
}

async function list({ viewer, query }: StaffRequest, store: HandoverStore): Promise<ApiAnswer> {
  const mark = query.get('after')
  const after = mark === null ? null : readMark(mark)
  if (mark !== null && after === null)
    return refuse(400, 'bad_request', 'after: must be the `next` of an answer')
  const limit = Number(query.get('limit') ?? USUAL)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    return refuse(400, 'bad_request', `limit: must be a number from 1 to ${MOST}`)
  const { found, next } = await page(store, viewer, after, limit)
  return ok({ handovers: found.map(summaryOf), next: next === null ? null : markText(next) })
}

/** Breaches of what the viewer sees; who does not see all of the floor sees those whose subject has a row for them. */
function seenBreaches(breaches: readonly Breach[], rows: HandoverRows, { reach }: Staff): readonly Breach[] {
  if (reach === 'all') return breaches
  const kinds = ['case', 'callback', 'promise', 'handoff', 'agent'] as const
  const seen = new Set(kinds.flatMap((kind) => rows[kind].map(({ id }) => `${kind}/${id}`)))
  return breaches.filter(({ subject }) => seen.has(subject))
}

function rowsOf(viewer: Staff, floor: Floor): HandoverRows | null {
  // Names and numbers stay with the cases, whoever hands over.
  const may = mayWatch({ ...viewer, unmask: false }, 'supervisor', undefined, floor)
  return may.ok ? (rowsForRequest(may.sight, floor) as unknown as HandoverRows) : null
}

async function make(request: StaffRequest, store: HandoverStore, now: () => number): Promise<ApiAnswer> {
  const { viewer, floor, req } = request
  const read = await readJson(req, makeBody)
  if (!read.ok) return read.answer
  const rows = rowsOf(viewer, floor)
  if (rows === null) return forbidden()
  const at = now()
  // One that was made a moment ago is made again, not continued.
  const last = (await store.list(null, MOST)).find((one) => mayRead(viewer, one) && at - one.madeAt > HOUR_MS)
  const from = last !== undefined && at - last.madeAt < LONGEST_SHIFT_MS ? last.madeAt : at - SHIFT_MS
  const breaches = seenBreaches(await store.breaches(from, at), rows, viewer)
  const content = shiftHandover(rows, breaches, { from, at, scope: scopeOf(viewer) })
  const id = await store.keep({ madeAt: at, madeBy: viewer.id, note: read.value.note, content })
  const handover = await store.find(id)
  return handover === null ? refuse(404, 'not_found', `handover ${id}: is gone`) : ok(wholeOf(handover))
}

/** Handing a shift over: made with a press, taken over with one, and kept. */
export function handoverRoutes(store: HandoverStore, now: () => number): ApiRoute[] {
  type Act = (request: StaffRequest) => Promise<ApiAnswer>
  const staff = (method: ApiRoute['method'], path: string, act: Act): ApiRoute => ({
    method,
    path,
    for: 'staff',
    answer: (request: StaffRequest) => (mayHandOver(request.viewer) ? act(request) : forbidden()),
  })
  const notThere = (id: string) => refuse(404, 'not_found', `handover ${id}: there is none`)

  async function one({ params, viewer }: StaffRequest): Promise<ApiAnswer> {
    const handover = await store.find(params.id!)
    if (handover === null || !mayReadWhole(viewer, handover)) return notThere(params.id!)
    return ok(wholeOf(handover))
  }

  return [
    staff('GET', '/handovers', (request) => list(request, store)),
    staff('POST', '/handovers', (request) => make(request, store, now)),
    staff('GET', '/handovers/:id', one),
    staff('POST', '/handovers/:id/take', async (request) => {
      const { params, viewer } = request
      const there = await store.find(params.id!)
      if (there === null || !mayReadWhole(viewer, there)) return notThere(params.id!)
      if (there.madeBy === viewer.id)
        return refuse(409, 'own', 'handover: is your own; a colleague takes it over')
      const taken = await store.take(params.id!, viewer.id, now())
      return taken === null ? notThere(params.id!) : ok(wholeOf(taken))
    }),
  ]
}
