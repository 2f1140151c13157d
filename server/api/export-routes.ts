import { z } from 'zod'
import { type Audit, auditName } from '../audit.ts'
import { ok } from './answer.ts'
import { readJson } from './read-json.ts'
import type { ApiRoute } from './route.ts'

const exported = z.strictObject({
  /** The name of the file, which is the page's own: nothing that a person is called by. */
  file: z
    .string()
    .max(100)
    .regex(/^[\w.-]+\.(csv|xlsx)$/, 'must be the name of a .csv or .xlsx file'),
  rows: z.number().int().min(0),
})

/**
 * A page makes files of what it shows by itself (`POST /exports`): it says so first, and makes none of which nothing is
 * on record.
 */
export function exportRoutes(audit: Audit): ApiRoute[] {
  return [
    {
      method: 'POST',
      path: '/exports',
      for: 'staff',
      async answer({ viewer, req }) {
        const read = await readJson(req, exported)
        if (!read.ok) return read.answer
        await audit(auditName(viewer), 'table.exported', null, read.value)
        return ok({ ok: true })
      },
    },
  ]
}
