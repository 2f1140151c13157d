'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider } from 'use-intl/react'
import type { Language } from '#core/site/languages.ts'
import { loadMessages, type Messages, withSiteTerms } from '../_words/messages.ts'
import { Blank } from './blank.tsx'
import { FactsContext, MeContext } from './facts.ts'
import { chooseLanguage, languageSources } from './language.ts'
import { type Facts, loadFacts, loadMe, type Me } from './load-facts.ts'

interface Opened {
  facts: Facts
  me: Me | null
  language: Language
  messages: Messages
}

const ASK_AGAIN_MS = 2_000

async function openPage(): Promise<Opened | null> {
  const [facts, me] = await Promise.all([loadFacts(null), loadMe(null)])
  if (!facts.ok) return null
  const person = me.ok ? me.value : null
  const language = chooseLanguage(languageSources(person?.language, facts.value.language))
  const messages = withSiteTerms(await loadMessages(language), facts.value.terms, language)
  return { facts: facts.value, me: person, language, messages }
}

/** A page without live rows: sign-in and the crossroads. It needs words and the site's name, and perhaps a person. */
export function OpenPage({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined
    async function tryOnce(): Promise<void> {
      const result = await openPage()
      if (over) return
      if (result === null) {
        timer = setTimeout(tryOnce, ASK_AGAIN_MS)
        return
      }
      document.documentElement.lang = result.language
      setOpened(result)
    }
    void tryOnce()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [])
  if (opened === null) return <Blank />
  return (
    <IntlProvider locale={opened.language} timeZone={opened.facts.timezone} messages={opened.messages}>
      <FactsContext value={opened.facts}>
        <MeContext value={opened.me}>{children}</MeContext>
      </FactsContext>
    </IntlProvider>
  )
}
