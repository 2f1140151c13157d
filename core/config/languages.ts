/** The languages of every screen and of every title in the site file. */
export const languages = ['en', 'zh-CN', 'zh-TW'] as const
export type Language = (typeof languages)[number]
