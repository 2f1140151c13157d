import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Secrets that the installation makes for itself, once, in `secrets.json` of the data folder.
 * Several servers of one site need the same file: a session, or a customer's key, made by one must be known to all.
 */
const schema = z.object({
  /** Signs sessions. */
  sessionKey: z.string().min(32),
  /** Key of the hash that stands for a customer's phone number. */
  customerKey: z.string().min(32),
  /** Encrypts the connectors' passwords at rest. */
  sealKey: z.string().min(32),
  redisPassword: z.string().min(32),
  postgresPassword: z.string().min(32),
})
export type Secrets = z.infer<typeof schema>

/** The data folder's secrets, made at the first call. Two processes that come first at once get the same ones. */
export function openSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  return read(file) ?? create(dataDir, file)
}

/** What is wrong with the secrets of a data folder, to be read after the file's name; null: nothing, or there are none. */
export function secretsFault(dataDir: string): string | null {
  try {
    const text = readFileSync(join(dataDir, 'secrets.json'), 'utf8')
    if (text.trim() === '') return 'is empty'
    const lacking = schema.safeParse(JSON.parse(text)).error?.issues.map(({ path }) => path.join('.')) ?? []
    return lacking.length === 0 ? null : `lacks ${lacking.join(', ') || 'its secrets'}`
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    return name === 'SyntaxError' ? 'is no JSON' : `cannot be read (${message})`
  }
}

function read(file: string): Secrets | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${file} cannot be read: restore it from a backup`, { cause: error })
  }
}

function create(dataDir: string, file: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const secrets = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, randomBytes(32).toString('hex')]),
  )
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  try {
    // A hard link fails where the name exists: of two first starts, one wins whole and the other reads it.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
