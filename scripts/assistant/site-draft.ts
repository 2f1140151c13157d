import { z } from 'zod'
import { languages } from '#core/config/languages.ts'

/** What the assistant, or `npm run site -- from-pbx`, needs to know to write a first site file. */
const label = z.string().trim().min(1).max(200)
const id = z
  .string()
  .trim()
  .regex(/^[\x20-\x7e]{1,128}$/, 'must be letters and digits')

export const pbxAccountSchema = z.strictObject({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  tls: z.boolean(),
  username: z.string().trim().min(1).max(128),
  secret: z.string().min(1).max(512),
})

const pickedQueue = z.strictObject({
  /** The PBX's own name of it. */
  pbx: z.string().min(1).max(200),
  name: label,
  /** Which share is to be answered within how many seconds. */
  share: z.number().gt(0).max(1),
  withinSec: z.number().int().min(1).max(86_400),
  team: label,
  members: z
    .array(z.strictObject({ interface: z.string().min(1).max(200), name: z.string().max(200) }))
    .max(2_000),
})

const connectSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('asterisk'),
    account: pbxAccountSchema,
    queues: z.array(pickedQueue).min(1).max(500),
  }),
  z.strictObject({ kind: z.literal('http'), feed: id, queue: label }),
])

export const siteDraftSchema = z.strictObject({
  name: label,
  language: z.enum(languages),
  timezone: label,
  admin: z.strictObject({ name: label, login: z.string().trim().min(1).max(128) }),
  connect: connectSchema,
})

export type PbxAccountDraft = z.infer<typeof pbxAccountSchema>
export type PickedQueue = z.infer<typeof pickedQueue>
export type SiteDraft = z.infer<typeof siteDraftSchema>
