/** Chinese, Japanese and Korean letters, which stand without spaces. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const RUNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{M}\p{N}]+/gu

/** More of a text than that is not searched by, nor for. */
const MOST_LETTERS = 200

/** A text as it is compared: small letters, one width, one space between words. */
export function foldedText(text: string): string {
  return Array.from(text.normalize('NFKC').toLowerCase().trim())
    .slice(0, MOST_LETTERS)
    .join('')
    .replace(/\s+/g, ' ')
}

/** The words of a text; what stands between them (a hyphen, a wildcard, a formula's sign) is none. */
export function searchWords(text: string): string[] {
  // A run of letters may hold wide ones in its middle, which are words of their own.
  return (foldedText(text).match(RUNS) ?? []).flatMap((run) => splitWide(run))
}

function splitWide(run: string): string[] {
  const parts: string[] = []
  let isWide: boolean | null = null
  for (const letter of run) {
    const wide = WIDE.test(letter)
    if (wide === isWide) parts[parts.length - 1] += letter
    else parts.push(letter)
    isWide = wide
  }
  return parts
}

const isWideWord = (word: string) => WIDE.test(word)

function pieces(letters: readonly string[], length: number): string[] {
  const found: string[] = []
  for (let from = 0; from + length <= letters.length; from++)
    found.push(letters.slice(from, from + length).join(''))
  return found
}

/**
 * The grams that a text is found by: of Chinese words every letter and every two, of others every three and the first
 * one and two (`^w`, `^wa`), each once.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>()
  for (const word of searchWords(text)) {
    const letters = Array.from(word)
    if (isWideWord(word)) for (const piece of [...letters, ...pieces(letters, 2)]) grams.add(piece)
    else {
      grams.add(`^${letters[0]}`)
      if (letters.length > 1) grams.add(`^${letters[0]}${letters[1]}`)
      for (const piece of pieces(letters, 3)) grams.add(piece)
    }
  }
  return [...grams]
}

/** The grams that everything must have which is found by what was typed; none: nothing can be looked for. */
export function queryGrams(typed: string): string[] {
  const grams = new Set<string>()
  for (const word of searchWords(typed)) {
    const letters = Array.from(word)
    if (isWideWord(word)) {
      for (const piece of letters.length === 1 ? letters : pieces(letters, 2)) grams.add(piece)
    } else if (letters.length < 3) grams.add(`^${word}`)
    else for (const piece of pieces(letters, 3)) grams.add(piece)
  }
  return [...grams]
}

/**
 * Tells whether the words of a text (`wordsOf`) have all that was typed: each word in any of them, one or two Latin
 * letters at the beginning of one. Of what is no word nothing is found.
 */
export function wordMatcher(typed: string): (words: readonly string[]) => boolean {
  const wanted = searchWords(typed).map((want) => {
    return { want, anywhere: isWideWord(want) || Array.from(want).length > 2 }
  })
  return (words) =>
    wanted.length > 0 &&
    wanted.every(({ want, anywhere }) =>
      words.some((word) => (anywhere ? word.includes(want) : word.startsWith(want))),
    )
}

/** Whether a text has all that was typed. */
export const hasWords = (text: string, typed: string): boolean => wordMatcher(typed)(searchWords(text))
