import { createHash, randomBytes, randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * First passwords and tokens that the installation makes for whom the site file gives none, in files of the data folder
 * that its owner alone may read. What stands there already is used again, so that a start that was broken off gives no
 * other ones.
 */
export const firstPasswordsFile = (dataDir: string): string => join(dataDir, 'first-passwords')

const HEAD = [
  '# First passwords: each holds until its person has chosen one, which is asked for at the first sign-in.',
  '# Hand each to its person, then delete this file. A new one: npm run site -- password LOGIN',
]
/** No letters that are mistaken for each other when they are typed from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LETTERS = 4
const TOKEN_BYTES = 24

/** 79 bits, in groups that can be read out on a telephone. */
export function randomPassword(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)]
  const group = () => Array.from({ length: GROUP_LETTERS }, letter).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

export const randomToken = (): string => randomBytes(TOKEN_BYTES).toString('hex')

/** The first passwords of the data folder, by staff number. */
export function readFirstPasswords(dataDir: string): Map<string, string> {
  const lines = readIfThere(firstPasswordsFile(dataDir))?.split('\n') ?? []
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, password, login] = /^([^#\s]\S*)\s+(.+)$/.exec(line) ?? []
      return password === undefined || login === undefined ? [] : [[login, password]]
    }),
  )
}

/** Keeps first passwords by staff number, beside those that stand there. */
export function keepFirstPasswords(dataDir: string, given: ReadonlyMap<string, string>): void {
  const all = new Map([...readFirstPasswords(dataDir), ...given])
  const lines = [...all].map(([login, password]) => `${password}  ${login}`)
  writeWhole(firstPasswordsFile(dataDir), `${[...HEAD, ...lines].join('\n')}\n`)
}

/** A first password for each of these staff numbers: the one that stands there, else a new one that is kept. */
export function giveFirstPasswords(dataDir: string, logins: readonly string[]): Map<string, string> {
  if (logins.length === 0) return new Map()
  const known = readFirstPasswords(dataDir)
  const given = new Map(logins.map((login) => [login, known.get(login) ?? randomPassword()]))
  if (logins.some((login) => !known.has(login))) keepFirstPasswords(dataDir, given)
  return given
}

/** Where a token of that name is kept; a name that is no file's stands there as its digest. */
export function tokenFile(dataDir: string, name: string): string {
  const isPlain = /^\w[\w.-]{0,99}$/.test(name)
  return join(
    dataDir,
    'tokens',
    isPlain ? name : createHash('sha256').update(name).digest('hex').slice(0, 24),
  )
}

/** The token of that name in the data folder; null: there is none. */
export function readFirstToken(dataDir: string, name: string): string | null {
  return readIfThere(tokenFile(dataDir, name))?.trim() || null
}

export function keepFirstToken(dataDir: string, name: string, token: string): void {
  writeWhole(tokenFile(dataDir, name), `${token}\n`)
}

/** The token of that name: the one that stands there, else a new one that is kept. */
export function giveFirstToken(dataDir: string, name: string): string {
  const known = readFirstToken(dataDir, name)
  if (known !== null) return known
  const token = randomToken()
  keepFirstToken(dataDir, name, token)
  return token
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** In one step, so that nobody reads half of it. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, path)
}
