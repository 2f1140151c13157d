import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { type ClockSpec, parseClock } from './clock.ts'
import { ownSiteFile } from './own-site-file.ts'
import { parseRedisAddress } from './redis-address.ts'
import { type IsTrusted, parseProxies, trustNone } from './trusted-proxies.ts'

/** Environment variables by name, such as `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What the environment says (contract §2), defaults filled in. */
export interface Env {
  readonly port: number
  readonly host: string
  /** Null: `npm start` brings up a private one and passes its address on. */
  readonly redisUrl: string | null
  readonly databaseUrl: string | null
  /** Absolute folder of the embedded parts' data and the generated secrets. */
  readonly dataDir: string
  /** Absolute path of the site file: the named one, else the data folder's own, else the example. */
  readonly configFile: string
  /** Address that browsers use, without a slash at its end. */
  readonly publicUrl: string
  /** Further names (small) or whole addresses by which browsers may ask for the site. */
  readonly hosts: readonly string[]
  readonly clock: ClockSpec
  /** Whose `X-Forwarded-For` is believed. */
  readonly isTrustedProxy: IsTrusted
  /** Where workers, which answer nobody else, say that they live; null: nowhere. */
  readonly healthPort: number | null
  /** Which part of the server this process is: ingest can be started apart from the sockets. */
  readonly role: ServerRole
}

export const serverRoles = ['all', 'ingest', 'sockets'] as const
export type ServerRole = (typeof serverRoles)[number]

export type EnvRead = { ok: true; env: Env } | { ok: false; faults: string[] }

/** A server or worker needs both stores; only the start script can bring them up itself. */
export interface StoreEnv extends Env {
  readonly redisUrl: string
  readonly databaseUrl: string
}

const address = (protocols: string[], hint: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), hint)

/** A name without port, or an address without a path. */
const isHost = (text: string) =>
  /^[a-z\d]([a-z\d._-]*[a-z\d])?$/.test(text) ||
  (/^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''))

const portSchema = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port from 0 to 65535')
  .transform(Number)

const schema = z.object({
  PORT: portSchema.default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or address')
    .default('127.0.0.1'),
  REDIS_URL: z
    .string()
    .refine(
      (text) => parseRedisAddress(text) !== null,
      'must be an address such as redis://127.0.0.1:6379, or redis+sentinel://one:26379,two:26379/NAME of Sentinels',
    )
    .optional(),
  DATABASE_URL: address(
    ['postgres:', 'postgresql:'],
    'must be an address such as postgres://user:password@127.0.0.1:5432/huiyin',
  ).optional(),
  HUIYIN_DATA_DIR: z.string().default('.data'),
  HUIYIN_CONFIG: z.string().optional(),
  HUIYIN_PUBLIC_URL: address(
    ['http:', 'https:'],
    'must be an address such as https://floor.example.com',
  ).optional(),
  HUIYIN_HOSTS: z
    .string()
    .default('')
    .transform((text, context) => {
      const hosts = text
        .split(',')
        .map((one) => one.trim().toLowerCase())
        .filter((one) => one !== '')
      if (hosts.every(isHost)) return hosts
      context.addIssue(
        'must be names such as huiyin.lan,wall.example.com, or addresses such as https://huiyin.lan',
      )
      return z.NEVER
    }),
  HUIYIN_CLOCK: z
    .string()
    .default('real')
    .transform((text, context) => {
      const clock = parseClock(text)
      if (clock !== null) return clock
      context.addIssue('must be real, or a time and a speed such as 2026-03-02T09:00:00+08:00@60')
      return z.NEVER
    }),
  HUIYIN_TRUST_PROXY: z
    .string()
    .optional()
    .transform((text, context) => {
      const isTrusted = text === undefined ? trustNone : parseProxies(text)
      if (isTrusted !== null) return isTrusted
      context.addIssue('must be addresses or ranges such as 127.0.0.1,10.0.0.0/8')
      return z.NEVER
    }),
  HUIYIN_HEALTH_PORT: portSchema.optional(),
  HUIYIN_ROLE: z.enum(serverRoles, `must be one of ${serverRoles.join(', ')}`).default('all'),
})

/** Reads the environment; an empty variable counts as not set. Gives all faults at once, one line each. */
export function readEnv(source: Variables): EnvRead {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (!read.success) return { ok: false, faults: faultLines(read.error.issues, source) }
  const { PORT: port, HOST: host, HUIYIN_CLOCK: clock, HUIYIN_ROLE: role, ...rest } = read.data
  const env: Env = {
    port,
    host,
    clock,
    role,
    healthPort: rest.HUIYIN_HEALTH_PORT ?? null,
    hosts: rest.HUIYIN_HOSTS,
    isTrustedProxy: rest.HUIYIN_TRUST_PROXY,
    redisUrl: rest.REDIS_URL ?? null,
    databaseUrl: rest.DATABASE_URL ?? null,
    dataDir: resolve(rest.HUIYIN_DATA_DIR),
    configFile: siteFileOf(rest.HUIYIN_CONFIG, resolve(rest.HUIYIN_DATA_DIR)),
    publicUrl: (rest.HUIYIN_PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
  }
  return { ok: true, env }
}

/** The named one, else that of the data folder, else the example: a folder from before the assistant was begun with that. */
function siteFileOf(named: string | undefined, dataDir: string): string {
  if (named !== undefined) return resolve(named)
  const own = ownSiteFile(dataDir)
  return existsSync(own) ? own : resolve('config/site.yaml')
}

/** Reads the environment of a process that the start script (or an operator) has given both stores. */
export function readStoreEnv(
  source: Variables,
): { ok: true; env: StoreEnv } | { ok: false; faults: string[] } {
  const read = readEnv(source)
  const missing = ['REDIS_URL', 'DATABASE_URL']
    .filter((name) => (source[name] ?? '') === '')
    .map((name) => `${name} is not set: npm start brings up a private one`)
  if (!read.ok) return { ok: false, faults: [...read.faults, ...missing] }
  const { redisUrl, databaseUrl } = read.env
  if (redisUrl === null || databaseUrl === null) return { ok: false, faults: missing }
  return { ok: true, env: { ...read.env, redisUrl, databaseUrl } }
}

const secret = new Set(['REDIS_URL', 'DATABASE_URL'])

/** One line a variable. Addresses with passwords are not repeated, since the line may end in a log. */
function faultLines(issues: z.core.$ZodIssue[], source: Variables): string[] {
  const lines = new Map<string, string>()
  for (const issue of issues) {
    const name = String(issue.path[0])
    const shown = secret.has(name) ? '' : ` (is ${JSON.stringify(source[name])})`
    if (!lines.has(name)) lines.set(name, `${name} ${issue.message}${shown}`)
  }
  return [...lines.values()]
}
