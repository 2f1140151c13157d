import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Language } from '#core/config/languages.ts'
import en from '#messages/assistant/en.json' with { type: 'json' }
import { discoverPbx, type PbxFound } from '../assistant/discover-pbx.ts'
import { pbxAccountSchema, type SiteDraft, siteDraftSchema } from '../assistant/site-draft.ts'
import { PBX_SECRET_FILE, writeDraft } from '../assistant/write-draft.ts'

export const FROM_PBX_USAGE =
  'from-pbx --host HOST [--port 5038] [--tls] --username USER --secret-file FILE [--name NAME] [--timezone ZONE] [--language en|zh-CN|zh-TW]'

const options = {
  host: { type: 'string' },
  port: { type: 'string', default: '5038' },
  tls: { type: 'boolean', default: false },
  username: { type: 'string' },
  'secret-file': { type: 'string' },
  name: { type: 'string', default: 'Huiyin' },
  timezone: { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
  language: { type: 'string', default: 'en' },
} as const

const USUAL_SECONDS = 20

function sentence(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** Every queue of the PBX under its own name, each with a team of its own, until somebody says better. */
function picked(found: PbxFound): Extract<SiteDraft['connect'], { kind: 'asterisk' }>['queues'] {
  return found.queues.map(({ name, serviceLevel, members }) => ({
    ...{ pbx: name, name, share: 0.8, withinSec: serviceLevel || USUAL_SECONDS, team: name },
    members: members.map(({ interface: id, name: member }) => ({ interface: id, name: member })),
  }))
}

function readSecret(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    console.error(`${file}: ${(error as Error).message}`)
    return null
  }
}

/** Signs in at a PBX and prints a site file of its queues and members on standard output. Gives the exit code. */
export async function fromPbx(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  const file = values['secret-file']
  if (file === undefined) {
    console.error(`--secret-file is missing: npm run site -- ${FROM_PBX_USAGE}`)
    return 2
  }
  const secret = readSecret(file)
  if (secret === null) return 1
  const { host, tls, username } = values
  const account = pbxAccountSchema.safeParse({ host, port: Number(values.port), tls, username, secret })
  if (!account.success) {
    const { path, message } = account.error.issues[0]!
    console.error(`${path.join('.')}: ${message}`)
    return 2
  }
  const found = await discoverPbx(account.data)
  if (!found.ok) {
    console.error(sentence(en.fault[found.key], found.values))
    return 3
  }
  const maybe = found.lacks.filter((lack) => lack.maybe)
  for (const { key, line, maybe: isUnsure } of found.lacks)
    if (!isUnsure) console.error(`${en.lack[key]} ${line}`)
  if (maybe.length > 0)
    console.error(
      `${sentence(en.lack.maybe, { rights: maybe.map(({ key }) => key).join(', ') })} ${maybe[0]!.line}`,
    )
  if (found.clockOffSec !== null)
    console.error(sentence(en.lack.clock, { seconds: String(found.clockOffSec) }))
  const draft = siteDraftSchema.safeParse({
    ...{ name: values.name, language: values.language as Language, timezone: values.timezone },
    admin: { name: 'Admin', login: 'admin' },
    connect: { kind: 'asterisk', account: account.data, queues: picked(found) },
  })
  if (!draft.success) {
    const { path, message } = draft.error.issues[0]!
    console.error(path.join('.') === 'connect.queues' ? en.found.none : `${path.join('.')}: ${message}`)
    return 1
  }
  process.stdout.write(writeDraft(draft.data))
  console.error(`The secret is not in it: keep it in ${PBX_SECRET_FILE} beside the site file.`)
  return 0
}
