import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { firstPasswordsFile, readFirstPasswords, readFirstToken } from '#platform/first-secrets.ts'

/** First passwords and tokens of a data folder, by staff number and by name. */
export interface FirstSecrets {
  readonly passwords: ReadonlyMap<string, string>
  readonly tokens: ReadonlyMap<string, string>
}

export function readFirstSecrets(dataDir: string): FirstSecrets {
  const folder = join(dataDir, 'tokens')
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const tokens = names.flatMap((name): [string, string][] => {
    const token = readFirstToken(dataDir, name)
    return token === null ? [] : [[name, token]]
  })
  return { passwords: readFirstPasswords(dataDir), tokens: new Map(tokens) }
}

/** As many are printed: of a large site the file has the others. */
const PRINTED = 10

/** What was made since `before`, for the terminal: said once, and never again. */
export function firstSecretLines(dataDir: string, before: FirstSecrets): string[] {
  const now = readFirstSecrets(dataDir)
  const made = (kind: keyof FirstSecrets) =>
    [...now[kind]].filter(([name, text]) => before[kind].get(name) !== text)
  return [
    ...printed(
      made('passwords'),
      `First passwords, changed at the first sign-in (kept in ${firstPasswordsFile(dataDir)}):`,
    ),
    ...printed(
      made('tokens'),
      `Tokens, for who sends or asks over HTTP (kept in ${join(dataDir, 'tokens')}):`,
    ),
  ]
}

function printed(made: readonly [name: string, text: string][], head: string): string[] {
  if (made.length === 0) return []
  const lines = made.slice(0, PRINTED).map(([name, text]) => `  ${name.padEnd(16)} ${text}`)
  const others = made.length - lines.length
  return [head, ...lines, ...(others > 0 ? [`  … and ${others} more there`] : [])]
}
