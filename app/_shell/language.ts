import { type Language, languages } from '#core/config/languages.ts'

const KEY = 'huiyin.language'

function known(value: string | null | undefined): Language | null {
  return languages.find((language) => language === value) ?? null
}

/** The nearest of our languages to a browser's tag: `zh-Hant`, `zh-HK` → zh-TW, other `zh` → zh-CN. */
export function nearestLanguage(tag: string): Language | null {
  const lower = tag.toLowerCase()
  if (lower.startsWith('en')) return 'en'
  if (!lower.startsWith('zh')) return null
  return /hant|tw|hk|mo/.test(lower) ? 'zh-TW' : 'zh-CN'
}

export interface LanguageSources {
  address: string | null
  chosen: string | null
  person: string | null | undefined
  site: string | null | undefined
  browser: readonly string[]
}

/** The address wins (a wall's own language), then what was chosen here, the person's, the site's, the browser's. */
export function chooseLanguage(from: LanguageSources): Language {
  const named = known(from.address) ?? known(from.chosen) ?? known(from.person) ?? known(from.site)
  if (named !== null) return named
  for (const tag of from.browser) {
    const near = nearestLanguage(tag)
    if (near !== null) return near
  }
  return 'en'
}

/** What a browser says about languages; `person` and `site` come from the server. */
export function languageSources(person?: string | null, site?: string | null): LanguageSources {
  const address = new URLSearchParams(location.search).get('lang')
  return { address, chosen: localStorage.getItem(KEY), person, site, browser: navigator.languages }
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
}
