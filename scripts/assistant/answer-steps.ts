import { z } from 'zod'
import { isTimezone } from '#core/calendars/calendar-schema.ts'
import { SHORTEST_PASSWORD } from '#core/site/published-secrets.ts'
import { isCommonPassword } from '#server/auth/common-passwords.ts'
import { LONGEST_PASSWORD } from '#server/auth/create-auth.ts'
import { discoverPbx } from './discover-pbx.ts'
import { saveDraft } from './save-draft.ts'
import { pbxAccountSchema, siteDraftSchema } from './site-draft.ts'

/** What was chosen on the assistant's page. */
export type AssistantChoice = { readonly is: 'site' } | { readonly is: 'demo' }

export interface StepAnswer {
  readonly status: number
  readonly body: unknown
  /** The assistant is done once this answer has gone out. */
  readonly chosen?: AssistantChoice
}

const adminSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  login: z.string().trim().min(1).max(128),
  password: z.string(),
  timezone: z.string(),
})

const refuse = (key: string, values: object = {}): StepAnswer => ({
  status: 400,
  body: { ok: false, key, values },
})
const done = (body: object, chosen?: AssistantChoice): StepAnswer => ({
  ...{ status: 200, body: { ok: true, ...body } },
  ...(chosen !== undefined && { chosen }),
})

const zoneSchema = z.object({ timezone: z.string() })

function judgeZone(body: unknown): StepAnswer {
  const read = zoneSchema.safeParse(body)
  return read.success && isTimezone(read.data.timezone) ? done({}) : refuse('noTimezone')
}

/** What is wrong with the first administrator; the password itself is given to the server alone, once it runs. */
function judgeAdmin(body: unknown): StepAnswer {
  const read = adminSchema.safeParse(body)
  if (!read.success) return refuse('fillIn', { field: String(read.error.issues[0]?.path[0] ?? '') })
  const { name, login, password, timezone } = read.data
  if (!isTimezone(timezone)) return refuse('noTimezone')
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    return refuse('passwordLength', { count: SHORTEST_PASSWORD })
  if (isCommonPassword(password, { id: 'admin', name, login })) return refuse('commonPassword')
  return done({})
}

async function judgePbx(body: unknown): Promise<StepAnswer> {
  const read = pbxAccountSchema.safeParse(body)
  if (!read.success) return refuse('fillIn', { field: String(read.error.issues[0]?.path[0] ?? '') })
  const found = await discoverPbx(read.data)
  return { status: found.ok ? 200 : 400, body: found }
}

function finish(body: unknown, dataDir: string): StepAnswer {
  const read = siteDraftSchema.safeParse(body)
  if (!read.success) {
    const { path, message } = read.error.issues[0]!
    return refuse('wrongField', { field: path.join('.'), message })
  }
  const kept = saveDraft(read.data, dataDir)
  return kept.ok ? done(kept, { is: 'site' }) : refuse('wrongSite', { message: kept.faults.join('; ') })
}

/** Answers one step of the assistant's page; null: there is no such step. */
export function answerStep(
  name: string,
  body: unknown,
  { dataDir, demoPort }: { readonly dataDir: string; readonly demoPort: number | null },
): Promise<StepAnswer> | StepAnswer | null {
  switch (name) {
    case 'begin':
      return done({ hasDemo: demoPort !== null })
    case 'site':
      return judgeZone(body)
    case 'admin':
      return judgeAdmin(body)
    case 'pbx':
      return judgePbx(body)
    case 'finish':
      return finish(body, dataDir)
    case 'demo':
      return demoPort === null ? null : done({ port: demoPort }, { is: 'demo' })
    default:
      return null
  }
}
