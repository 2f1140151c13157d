import { z } from 'zod'
import { idText } from '../../event/event-data.ts'
import type { TargetKind } from './target-kind.ts'
import { rateSchema } from './target-rate.ts'

/**
 * The targets of `alerts.targets`: what messages are sent through, one schema for each kind. Every secret may stand in
 * the file or in a file of its own (`<name>File`); one that is not given stays as it was.
 */
const text = z.string().min(1).max(256)
const secret = z.string().min(1).max(4_096)
const file = z.string().min(1)
const httpUrl = z.url({ protocol: /^https?$/ }).max(2_048)

const shared = {
  id: idText,
  /** How much it may be sent, in place of what the kind's service allows. */
  rate: z.array(rateSchema).min(1).optional(),
  /** PEM of the authority that signed its certificate, where that is not one the whole world knows. */
  ca: z.string().min(1).max(65_536).optional(),
  caFile: file.optional(),
}

const webhookAddress = { url: httpUrl.optional(), urlFile: file.optional() }
const signature = { secret: secret.optional(), secretFile: file.optional() }

const mail = z.strictObject({
  ...shared,
  kind: z.literal('mail'),
  host: text,
  port: z.number().int().min(1).max(65_535).default(587),
  /** `starttls` (refused where the server has none), `tls` from the first byte (465), or `none`, for a server in a range of `allow`. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  username: text.optional(),
  password: secret.optional(),
  passwordFile: file.optional(),
  /** `Name <address>` or an address. */
  from: text,
  replyTo: text.optional(),
  /** Connections to the server at once; some allow but three. */
  connections: z.number().int().min(1).max(50).default(10),
})

const feishu = z.strictObject({
  ...shared,
  ...webhookAddress,
  ...signature,
  kind: z.literal('feishu'),
  /** With an app messages go to persons and groups, and are edited. */
  appId: text.optional(),
  appSecret: secret.optional(),
  appSecretFile: file.optional(),
  /** Group to which the app writes where a way names nobody. */
  chat: text.optional(),
  api: httpUrl.default('https://open.feishu.cn'),
})

const dingtalk = z.strictObject({ ...shared, ...webhookAddress, ...signature, kind: z.literal('dingtalk') })

const wecom = z.strictObject({ ...shared, ...webhookAddress, kind: z.literal('wecom') })

const line = z.strictObject({
  ...shared,
  kind: z.literal('line'),
  token: secret.optional(),
  tokenFile: file.optional(),
  /** User, group or room where a way names none. */
  to: text.optional(),
  api: httpUrl.default('https://api.line.me'),
})

const slack = z.strictObject({
  ...shared,
  ...webhookAddress,
  kind: z.literal('slack'),
  /** A bot's token: messages go to the way's channel or member, and are edited. */
  token: secret.optional(),
  tokenFile: file.optional(),
  channel: text.optional(),
  api: httpUrl.default('https://slack.com'),
})

const teams = z.strictObject({ ...shared, ...webhookAddress, kind: z.literal('teams') })

const webhook = z.strictObject({ ...shared, ...webhookAddress, ...signature, kind: z.literal('webhook') })

function isPattern(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`).test('') || true
  } catch {
    return false
  }
}

const phone = z.strictObject({
  ...shared,
  kind: z.literal('phone'),
  /** The Asterisk feed whose PBX rings. */
  feed: idText,
  /** How an extension is rung: `{address}` stands for it. */
  channel: text.default('PJSIP/{address}'),
  callerId: text.default('Huiyin'),
  /** Which numbers people may give for themselves beside extensions that the PBX and the site file know, as a whole. */
  extensions: z
    .string()
    .max(200)
    .refine(isPattern, 'must be a regular expression such as 1[0-9]{2}')
    .optional(),
  /** Dialplan context that plays the prompt and hears the key (docs/asterisk.md). */
  context: text.default('huiyin-alert'),
  prompt: z
    .string()
    .regex(/^[\w/.-]{1,128}$/, 'must name a sound of the PBX, such as custom/alert')
    .default('huiyin-alert'),
  /** Shorter than the PBX waits before a mailbox or a diversion answers. */
  ringSec: z.number().int().min(5).max(45).default(12),
})

const push = z.strictObject({
  ...shared,
  kind: z.literal('push'),
  /** `mailto:` or https address under which push services find who sends; the site's own address unless given. */
  contact: z
    .string()
    .regex(/^(mailto:|https:\/\/)/, 'must begin with mailto: or https://')
    .optional(),
  /** Host names of push services of your own, beside those of the usual browsers. */
  services: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'must be a host name'))
    .max(20)
    .optional(),
})

/** One target of the site file. */
export const targetSchema = z.discriminatedUnion('kind', [
  mail,
  feishu,
  dingtalk,
  wecom,
  line,
  slack,
  teams,
  webhook,
  phone,
  push,
])

export type Target = z.infer<typeof targetSchema>
export type TargetOf<Kind extends TargetKind> = Extract<Target, { kind: Kind }>
