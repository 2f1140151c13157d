import { z } from 'zod'
import { idText } from '#core/event/event-data.ts'
import { type Parsed, parseEvent } from '#core/event/parse-event.ts'
import { instantText } from '#core/rows/row.ts'

const said = z.string().trim().min(1).max(4_000)
/** Made by the page, once for each press: a press that is sent again does nothing more. */
const press = z.string().regex(/^[\w-]{8,64}$/, 'must be 8–64 letters, digits, - and _')
const by = z.string().trim().max(100).optional()

/** What a department can do about a hand-off. */
export const departmentAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('mine'), press, by }),
  z.strictObject({ act: z.literal('answer'), press, by, answer: said }),
  z.strictObject({ act: z.literal('not-ours'), press, by, to: idText, reason: said.optional() }),
  z.strictObject({
    ...{ act: z.literal('more-time'), press, by },
    until: z.iso.datetime({ offset: true }),
    reason: said.optional(),
  }),
])
export type DepartmentAct = z.infer<typeof departmentAct>

const types = {
  mine: 'handoff.accepted',
  answer: 'handoff.returned',
  'not-ours': 'handoff.bounced',
  'more-time': 'handoff.time_requested',
} as const satisfies Record<DepartmentAct['act'], string>

export interface ActContext {
  readonly department: { readonly id: string; readonly name: string }
  readonly handoff: string
  /** The site's time, ms since 1970. */
  readonly now: number
}

/**
 * The event that an act becomes; its `by` is the name given, else the department's. A time or a hand-off that can be none
 * is refused by its field.
 */
export function actEvent(request: DepartmentAct, { department, handoff, now }: ActContext): Parsed {
  const { act, press: id, by: who, ...said } = request
  return parseEvent({
    ...{ specversion: '1.0', id, source: `user/department/${department.id}`, type: types[act] },
    ...{ time: instantText(now), subject: handoff, data: { by: who || department.name, ...said } },
  })
}
