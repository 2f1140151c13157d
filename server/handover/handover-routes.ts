import { z } from 'zod'
import { mayReadHandover } from '#core/access/read-handover.ts'
import type { Staff } from '#core/access/viewer.ts'
import { visibleRows } from '#core/access/visible-rows.ts'
import { mayWatch } from '#core/access/watch.ts'
import type { Floor } from '#core/floor/floor.ts'
import {
  type Breach,
  type HandoverRows,
  type HandoverScope,
  shiftHandover,
} from '#core/reports/shift-handover.ts'
import { instantText } from '#core/rows/row.ts'
import type { HandoverStore, KeptHandover } from '#store/postgres/handover-store.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'

const makeBody = z.strictObject({ note: z.string().trim().max(2_000).default('') })

const HOUR_MS = 3_600_000
/** A shift without a hand-over before it is taken to have lasted so long. */
const SHIFT_MS = 8 * HOUR_MS
const LONGEST_SHIFT_MS = 16 * HOUR_MS
const MOST = 100

const mayHandOver = ({ role }: Staff) => role !== 'agent'
const mayRead = (viewer: Staff, { madeBy, content }: KeptHandover) =>
  mayReadHandover(viewer, madeBy, content.scope)

const scopeOf = ({ reach }: Staff): HandoverScope =>
  reach === 'all' ? 'all' : { queues: [...reach.queues], teams: [...reach.teams], strays: reach.strays }

const forbidden = () => refuse(403, 'forbidden', 'handing over is for leads, supervisors and admins')

const summaryOf = ({ id, madeAt, madeBy, note, takenAt, takenBy, content }: KeptHandover) => ({
  ...{ id, madeAt: instantText(madeAt), madeBy, note, takenBy },
  takenAt: takenAt === null ? null : instantText(takenAt),
  counts: {
    owed: content.owed.length,
    late: content.owed.filter(({ isLate }) => isLate).length,
    alerts: content.alerts.length,
    breached: content.breached.length,
  },
})

const wholeOf = (kept: KeptHandover) => ({ ...summaryOf(kept), content: kept.content })

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
  return may.ok ? (visibleRows(may.sight, floor) as unknown as HandoverRows) : null
}

async function make(call: StaffRequest, store: HandoverStore, now: () => number): Promise<ApiAnswer> {
  const { viewer, floor, req } = call
  const read = await readJson(req, makeBody)
  if (!read.ok) return read.answer
  const rows = rowsOf(viewer, floor)
  if (rows === null) return forbidden()
  const at = now()
  // One that was made a moment ago is made again, not continued.
  const last = (await store.list(MOST)).find((one) => mayRead(viewer, one) && at - one.madeAt > HOUR_MS)
  const from = last !== undefined && at - last.madeAt < LONGEST_SHIFT_MS ? last.madeAt : at - SHIFT_MS
  const breaches = seenBreaches(await store.breaches(from, at), rows, viewer)
  const content = shiftHandover(rows, breaches, { from, at, scope: scopeOf(viewer) })
  const id = await store.keep({ madeAt: at, madeBy: viewer.id, note: read.value.note, content })
  const kept = await store.find(id)
  return kept === null ? refuse(404, 'not_found', `handover ${id}: is gone`) : ok(wholeOf(kept))
}

/** Handing a shift over: made with a press, taken over with one, and kept. */
export function handoverRoutes(store: HandoverStore, now: () => number): ApiRoute[] {
  type Act = (call: StaffRequest) => Promise<ApiAnswer>
  const staff = (method: ApiRoute['method'], path: string, act: Act): ApiRoute => ({
    method,
    path,
    for: 'staff',
    answer: (call: StaffRequest) => (mayHandOver(call.viewer) ? act(call) : forbidden()),
  })
  const notThere = (id: string) => refuse(404, 'not_found', `handover ${id}: there is none`)

  async function one({ params, viewer }: StaffRequest): Promise<ApiAnswer> {
    const kept = await store.find(params.id!)
    if (kept === null || !mayRead(viewer, kept)) return notThere(params.id!)
    return ok(wholeOf(kept))
  }

  return [
    staff('GET', '/handovers', async ({ viewer }) => {
      const kept = await store.list(MOST)
      return ok({
        handovers: kept.filter((one) => mayRead(viewer, one)).map(summaryOf),
      })
    }),
    staff('POST', '/handovers', (call) => make(call, store, now)),
    staff('GET', '/handovers/:id', one),
    staff('POST', '/handovers/:id/take', async (call) => {
      const { params, viewer } = call
      const there = await store.find(params.id!)
      if (there === null || !mayRead(viewer, there)) return notThere(params.id!)
      if (there.madeBy === viewer.id)
        return refuse(409, 'own', 'handover: is your own; a colleague takes it over')
      const taken = await store.take(params.id!, viewer.id, now())
      return taken === null ? notThere(params.id!) : ok(wholeOf(taken))
    }),
  ]
}
