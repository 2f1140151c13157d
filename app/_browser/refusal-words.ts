import type { Language } from '#core/config/languages.ts'
import { needed } from './needed-browsers.ts'

/** What a browser is told that cannot show a page. They stand outside of the catalogues, which it could not load. */
interface RefusalWords {
  readonly title: string
  readonly text: string
  /** Before what the browser calls itself. */
  readonly yours: string
  readonly noScript: string
}

export const refusalWords: Readonly<Record<Language, RefusalWords>> = {
  en: {
    title: 'This browser is too old for this page',
    text: 'Needed: {needed} or newer. Update the browser or the television, or open the page on another screen.',
    yours: 'This browser is:',
    noScript: 'This page needs JavaScript. Switch it on in the settings of the browser.',
  },
  'zh-CN': {
    title: '浏览器版本过低，无法显示此页面',
    text: '需要 {needed} 或更高版本。请升级浏览器或电视系统，或换一台设备打开。',
    yours: '当前浏览器：',
    noScript: '此页面需要 JavaScript。请在浏览器设置中启用。',
  },
  'zh-TW': {
    title: '瀏覽器版本過舊，無法顯示此頁面',
    text: '需要 {needed} 或更新版本。請更新瀏覽器或電視系統，或改用其他裝置開啟。',
    yours: '目前的瀏覽器：',
    noScript: '此頁面需要 JavaScript。請在瀏覽器設定中啟用。',
  },
}

/** The sentence of one language for a kind of page. */
export function refusalText(language: Language, kind: keyof typeof needed): string {
  return refusalWords[language].text.replace('{needed}', needed[kind])
}
