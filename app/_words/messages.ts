import type { Language } from '#core/site/languages.ts'
import type en from '../_messages/en.json'

export type Messages = typeof en

/** Only the language that is shown is fetched. */
const catalogues: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import('../_messages/en.json'),
  'zh-CN': () => import('../_messages/zh-CN.json') as Promise<{ default: Messages }>,
  'zh-TW': () => import('../_messages/zh-TW.json') as Promise<{ default: Messages }>,
}

export async function loadMessages(language: Language): Promise<Messages> {
  return (await catalogues[language]()).default
}

type SiteTerms = Record<string, string | Record<string, string>> | undefined

/** The catalogue with the site's own words in `term` (site file `terms`): one text for all languages, or one each. */
export function withSiteTerms(messages: Messages, terms: SiteTerms, language: Language): Messages {
  if (terms === undefined) return messages
  const own = Object.entries(terms)
    .map(([key, text]) => [key, typeof text === 'string' ? text : text[language]] as const)
    .filter(([key, text]) => text !== undefined && Object.hasOwn(messages.term, key))
  return { ...messages, term: { ...messages.term, ...Object.fromEntries(own) } }
}
