'use client'
import { useTranslations } from 'use-intl/react'
import type { Language } from '#core/config/languages.ts'
import { languageNames } from '../../_shell/language-names.ts'

/** What a field for one language is called; the site's own is named as such. */
export function useLanguageLabel(own: Language): (language: Language) => string {
  const t = useTranslations('siteFile')
  return (language) =>
    language === own ? `${languageNames[language]} · ${t('siteLanguage')}` : languageNames[language]
}
