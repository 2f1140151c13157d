import type { Language } from '#core/site/site-schema.ts'

export type { Language }

/** The site schema's list is not imported as a value, because it would bring the whole schema library to every screen. */
export const languages = ['en', 'zh-CN', 'zh-TW'] as const satisfies readonly Language[]

export const languageNames: Record<Language, string> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
}
