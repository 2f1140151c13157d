'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type Language, languages } from '#core/config/languages.ts'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useMe } from './facts.ts'
import { rememberLanguage } from './language.ts'
import { languageNames } from './language-names.ts'
import { signOut } from './sign-out.ts'

function toggleTheme(): void {
  const root = document.documentElement
  const next = root.dataset.theme === 'light' ? 'dark' : 'light'
  root.dataset.theme = next
  localStorage.setItem('huiyin.theme', next)
}

function speak(language: Language): void {
  rememberLanguage(language)
  location.reload()
}

const iconButton = 'grid size-8 place-items-center rounded-[5px] text-ink-2 hover:bg-raised hover:text-ink'

/** Language, light or dark, and the way out. */
export function Preferences() {
  const t = useTranslations('frame')
  const me = useMe()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  async function leave(): Promise<void> {
    setBusy(true)
    setFailed(false)
    const left = (await signOut()) === 'done'
    setBusy(false)
    setFailed(!left)
  }
  return (
    <>
      <Choose
        trigger={
          <button type="button" className={iconButton} aria-label={t('language')}>
            <Icon name="globe" />
          </button>
        }
        choices={languages.map((language) => ({
          key: language,
          label: <span lang={language}>{languageNames[language]}</span>,
          choose: () => speak(language),
        }))}
      />
      <button type="button" className={iconButton} aria-label={t('theme')} onClick={toggleTheme}>
        <span className="hidden dark:block">
          <Icon name="sun" />
        </span>
        <span className="dark:hidden">
          <Icon name="moon" />
        </span>
      </button>
      {me !== null && (
        <button
          type="button"
          className={iconButton}
          aria-label={t('signOut')}
          title={t('signOut')}
          disabled={busy}
          onClick={leave}
        >
          <Icon name="leave" />
        </button>
      )}
      <Fault text={failed ? t('stillSignedIn') : null} />
    </>
  )
}
