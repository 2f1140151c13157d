import { z } from 'zod'
import { ok, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { auditName } from '../audit.ts'
import { ArchiveBehind, type ErasureContext, eraseCustomer, findCustomer } from './erase-customer.ts'
import { TooManyEvents } from './still-open.ts'

/** A phone number, or the key by which a feed knows the customer. */
const body = z.strictObject({ customer: z.string().trim().min(5).max(128) })

/** A large archive takes longer to be looked through than a request may: what is done meanwhile stands in the audit. */
const ANSWER_MS = 4_000
const RUNNING = { state: 'running' } as const

async function inTime<T extends object>(work: Promise<T>, onFault: (error: Error) => void) {
  const late = Promise.withResolvers<typeof RUNNING>()
  const timer = setTimeout(() => late.resolve(RUNNING), ANSWER_MS)
  try {
    const done = await Promise.race([
      work.then((value) => ({ state: 'done' as const, ...value })),
      late.promise,
    ])
    if (done.state === 'running') work.catch(onFault)
    return done
  } finally {
    clearTimeout(timer)
  }
}

/** Erasing one customer on request, for administrators. Numbers come in the body, so that none stands in an address or a log. */
export function privacyRoutes(context: ErasureContext, onFault: (error: Error) => void): ApiRoute[] {
  const admins = (
    path: string,
    act: (customer: string, request: StaffRequest) => Promise<object>,
  ): ApiRoute => ({
    method: 'POST',
    path,
    for: 'staff',
    async answer(request) {
      if (request.viewer.role !== 'admin') return refuse(403, 'forbidden', 'erasing is for admins')
      const read = await readJson(request.req, body)
      if (!read.ok) return read.answer
      try {
        return ok(await inTime(act(read.value.customer, request), onFault))
      } catch (error) {
        if (error instanceof ArchiveBehind) return refuse(503, 'archive_behind', error.message)
        if (error instanceof TooManyEvents) return refuse(409, 'too_many_events', error.message)
        throw error
      }
    },
  })
  return [
    admins('/customers/traces', (customer) => findCustomer(customer, context)),
    admins('/customers/erase', (customer, { viewer }) => eraseCustomer(customer, auditName(viewer), context)),
  ]
}
