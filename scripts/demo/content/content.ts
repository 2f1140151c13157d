import type { Language } from '#core/config/languages.ts'
import en from './en.json' with { type: 'json' }
import zhCN from './zh-CN.json' with { type: 'json' }
import zhTW from './zh-TW.json' with { type: 'json' }

/** All that is said on the simulated floor, in one language: names, titles, sums, what was asked and promised. */
export type DemoContent = Omit<typeof en, 'titles'> & {
  readonly titles: Readonly<Record<string, readonly string[]>>
}

const contents: Readonly<Record<Language, DemoContent>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW }

export const demoContentOf = (language: Language): DemoContent => contents[language]

/** Sums of the simulated floor are in yuan; elsewhere they are round sums of about the same weight. */
export const perYuan = ({ currency }: Pick<DemoContent, 'currency'>): number =>
  currency === 'TWD' ? 5 : currency === 'SGD' ? 0.2 : 1
