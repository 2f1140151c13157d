import type { Language } from '#core/config/languages.ts'
import en from './words/en.json' with { type: 'json' }
import zhCN from './words/zh-CN.json' with { type: 'json' }
import zhTW from './words/zh-TW.json' with { type: 'json' }

/** What the demo's own page says. */
export type FrontWords = typeof en

const words: Readonly<Record<Language, FrontWords>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW }

export const frontWordsOf = (language: Language): FrontWords => words[language]
