'use client'
import { useEffect, useState } from 'react'
import type { Language } from '#core/config/languages.ts'
import { loadCommonMessages, loadMessages, type Messages, withSiteTerms } from '../_format/messages.ts'
import { chooseLanguage, languageSources } from './language.ts'
import { type Facts, type Loaded, loadFacts, loadMe, type Me, mustDoFirst } from './load-facts.ts'
import { screenToken } from './screen-token.ts'

/** What a page needs before it can say anything: the site's facts, who looks, and the words. */
export interface PreparedPage {
  facts: Facts
  me: Me | null
  language: Language
  messages: Messages
}

/**
 * `person`: who is not signed in is sent to sign in. `screen`: a wall, which may be paired by token.
 * `anybody`: the sign-in page itself. `link`: who holds a link is known by it alone, so nobody is asked who they are.
 */
export type PageAudience = 'person' | 'screen' | 'anybody' | 'link'

const ASK_AGAIN_MS = 2_000
const NOBODY: Loaded<null> = { ok: true, value: null }

function signInAddress(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
}

async function prepare(audience: PageAudience): Promise<PreparedPage | 'again' | 'sign-in'> {
  const token = audience === 'screen' ? screenToken() : null
  const [facts, me] = await Promise.all([loadFacts(token), audience === 'link' ? NOBODY : loadMe(token)])
  if (!facts.ok) return 'again'
  if (!me.ok && me.status !== 401) return 'again'
  const person = me.ok ? me.value : null
  // A first password opens nothing but its own change, also where somebody signed in at a wall; so it is with a second
  // factor that is asked for.
  if (audience !== 'anybody' && mustDoFirst(person)) return 'sign-in'
  if (audience === 'person' && person === null) return 'sign-in'
  const language = chooseLanguage(languageSources(person?.language, facts.value.language))
  // A wall has none of the office's pages, and televisions are slow.
  const words = await (audience === 'screen' ? loadCommonMessages(language) : loadMessages(language))
  const messages = withSiteTerms(words as Messages, facts.value.terms, language)
  return { facts: facts.value, me: person, language, messages }
}

/** Asks who looks, where and in which language, until the server says so. */
export function usePrepared(audience: PageAudience): PreparedPage | null {
  const [prepared, setPrepared] = useState<PreparedPage | null>(null)
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout> | undefined
    async function tryOnce(): Promise<void> {
      const result = await prepare(audience)
      if (over) return
      if (result === 'sign-in') location.replace(signInAddress())
      else if (result === 'again') timer = setTimeout(tryOnce, ASK_AGAIN_MS)
      else {
        document.documentElement.lang = result.language
        setPrepared(result)
      }
    }
    void tryOnce()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [audience])
  return prepared
}
