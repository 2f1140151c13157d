import type { Language } from '#core/config/languages.ts'
import type en from '#messages/en.json'
import type officeEn from '#messages/office/en.json'

type Common = typeof en
type Office = typeof officeEn
export type Messages = Common & Office

/** Only the language that is shown is fetched. */
const common: Record<Language, () => Promise<{ default: Common }>> = {
  en: () => import('#messages/en.json'),
  'zh-CN': () => import('#messages/zh-CN.json') as Promise<{ default: Common }>,
  'zh-TW': () => import('#messages/zh-TW.json') as Promise<{ default: Common }>,
}
const office: Record<Language, () => Promise<{ default: Office }>> = {
  en: () => import('#messages/office/en.json'),
  'zh-CN': () => import('#messages/office/zh-CN.json') as Promise<{ default: Office }>,
  'zh-TW': () => import('#messages/office/zh-TW.json') as Promise<{ default: Office }>,
}

/** The words that all pages share, which are all that a wall has. */
export const loadCommonMessages = async (language: Language): Promise<Common> =>
  (await common[language]()).default

/** All words of the pages. */
export async function loadMessages(language: Language): Promise<Messages> {
  const [shared, others] = await Promise.all([common[language](), office[language]()])
  return { ...shared.default, ...others.default }
}

type SiteTerms = Record<string, string | Record<string, string>> | undefined
type Tree = { [key: string]: string | Tree }

/** Puts a text in a catalogue's place; what the catalogue does not have is left out. */
function put(tree: Tree, [key, ...rest]: readonly string[], text: string): Tree {
  const there = key === undefined ? undefined : tree[key]
  if (key === undefined || there === undefined) return tree
  if (rest.length === 0) return typeof there === 'string' ? { ...tree, [key]: text } : tree
  return typeof there === 'string' ? tree : { ...tree, [key]: put(there, rest, text) }
}

/**
 * The catalogue with the site's own words (site file `terms`): a key of `term`, or the path of any text such as
 * `wall.next`; one text for all languages, or one each.
 */
export function withSiteTerms(messages: Messages, terms: SiteTerms, language: Language): Messages {
  let tree = messages as unknown as Tree
  for (const [key, words] of Object.entries(terms ?? {})) {
    const text = typeof words === 'string' ? words : words[language]
    if (text === undefined) continue
    tree = put(tree, key.includes('.') ? key.split('.') : ['term', key], text)
  }
  return tree as unknown as Messages
}
