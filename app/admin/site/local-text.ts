import { type Language, languages } from '#core/config/languages.ts'

/** One text for all languages, or one each. */
export type LocalText = string | Readonly<Record<string, string>>

/** What stands in a file as such a text; what is none is empty. */
export const localTextOf = (value: unknown): LocalText =>
  typeof value === 'object' && value !== null ? (value as LocalText) : String(value ?? '')

/** The site's language first. */
export const inOrder = (own: Language): readonly Language[] => [
  own,
  ...languages.filter((one) => one !== own),
]

/** Each language's text; what stands in no language of its own is the site's. */
export function inLanguages(words: LocalText, own: Language): Readonly<Record<string, string>> {
  if (typeof words !== 'string') return words
  return words === '' ? {} : { [own]: words }
}

/** The words with one language's text set; what is said in the site's language alone stays one text for all. */
export function withText(words: LocalText, own: Language, language: Language, text: string): LocalText {
  const { [language]: _before, ...others } = inLanguages(words, own)
  const next: Record<string, string> = text === '' ? others : { ...others, [language]: text }
  const keys = Object.keys(next)
  const isPlain = keys.length === 0 || (keys.length === 1 && keys[0] === own)
  return isPlain ? (next[own] ?? '') : next
}

/** The text for who reads in a language; where it has none, another one. */
export function textIn(value: unknown, language: string): string {
  const words = localTextOf(value)
  if (typeof words === 'string') return words
  return words[language] ?? words.en ?? Object.values(words)[0] ?? ''
}
