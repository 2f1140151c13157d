import type { KeyedHash } from '#core/event/customer-key.ts'
import { shownId } from '#core/event/readable-id.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { numberEnds, queryEnds, wholeEnds } from '#core/search/search-number.ts'
import { gramsOf, queryGrams } from '#core/search/search-text.ts'
import type { Site } from '#core/site/site-schema.ts'
import { pinyinOf } from '#platform/pinyin.ts'

/** What of a customer is searched by. */
export interface CustomerWords {
  readonly names: readonly string[]
  readonly phones: readonly string[]
}

/**
 * What records are found by: keyed hashes (whole numbers of 8 bytes as texts) of the ends of numbers and of pieces of
 * words. A query gives alternatives; a record is found that has all tokens of one of them.
 */
export interface SearchTokens {
  ofCustomer(words: CustomerWords): string[]
  ofCase(text: string): string[]
  forNumber(typed: string): string[][]
  /** The same of what was typed as a whole number, and no end of one. */
  forWholeNumber(typed: string): string[][]
  forWords(typed: string): string[][]
  /** What stands for a customer in addresses. */
  customerRef(customer: string): string
}

const REF_LETTERS = 20

/** The words by which a name is found: itself, its pinyin, and the pinyin's initials from each of its letters on. */
export function nameText(name: string): string {
  const before = namesRead.get(name)
  if (before !== undefined) return before
  const text = readName(name)
  if (namesRead.size >= MOST_NAMES) namesRead.clear()
  namesRead.set(name, text)
  return text
}

/** Reading Chinese costs far more than all else, and most names come again. */
const namesRead = new Map<string, string>()
const MOST_NAMES = 20_000

function readName(name: string): string {
  const syllables = pinyinOf(name)
  if (syllables.length === 0) return name
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('')
  const tails = Array.from(initials, (_, from) => initials.slice(from)).filter(({ length }) => length > 1)
  return [name, ...tails, syllables.join('')].join(' ')
}

/** The text that a case is found by: also its id as people say it, and the title of its cause. */
export function caseText(
  { id, title, cause }: Pick<CaseRow, 'id' | 'title' | 'cause'>,
  { causes }: Pick<Site, 'causes'>,
): string {
  const named = causes.find((each) => each.id === cause)?.title ?? ''
  const titles = typeof named === 'string' ? [named] : Object.values(named)
  const said = shownId(id)
  return [id, said === id ? '' : said, title ?? '', cause ?? '', ...titles].join(' ')
}

/** Customers come again and again within a short while: what their words are hashed to is kept. */
const KEPT = 5_000

export function createSearchTokens(hash: KeyedHash, timezone: () => string): SearchTokens {
  const kept = new Map<string, string[]>()
  const token = (kind: 'number' | 'word', text: string) =>
    BigInt.asIntN(64, BigInt(`0x${hash(`${kind}|${text}`).slice(0, 16)}`)).toString()
  const words = (grams: readonly string[]) => grams.map((gram) => token('word', gram))
  return {
    ofCustomer({ names, phones }) {
      const key = JSON.stringify([names, phones, timezone()])
      const known = kept.get(key)
      if (known !== undefined) return known
      const ends = phones.flatMap((phone) => numberEnds(phone, timezone()))
      const grams = names.flatMap((name) => gramsOf(nameText(name)))
      const made = [...new Set([...ends.map((end) => token('number', end)), ...words(grams)])]
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
      kept.set(key, made)
      return made
    },
    ofCase: (text) => words(gramsOf(text)),
    forNumber: (typed) => queryEnds(typed, timezone()).map((end) => [token('number', end)]),
    forWholeNumber: (typed) => wholeEnds(typed, timezone()).map((end) => [token('number', end)]),
    forWords(typed) {
      const grams = queryGrams(typed)
      return grams.length === 0 ? [] : [words(grams)]
    },
    customerRef: (customer) => hash(`customer|${customer}`).slice(0, REF_LETTERS),
  }
}
