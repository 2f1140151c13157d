'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider } from 'use-intl/react'
import type { View } from '#core/protocol.ts'
import type { Language } from '#core/site/languages.ts'
import { createLiveStore } from '../_live/live-store.ts'
import { openSocket } from '../_live/open-socket.ts'
import { createTicker } from '../_live/ticker.ts'
import { type Live, LiveContext } from '../_live/use-live.ts'
import { loadMessages, type Messages, withSiteTerms } from '../_words/messages.ts'
import { Blank } from './blank.tsx'
import { FactsContext, MeContext } from './facts.ts'
import { chooseLanguage, languageSources } from './language.ts'
import { type Facts, loadFacts, loadMe, type Me } from './load-facts.ts'
import { screenToken } from './screen-token.ts'

interface Ready {
  facts: Facts
  me: Me | null
  language: Language
  messages: Messages
}

/** `person`: who is not signed in is sent to sign in. `anybody`: a wall, which may be paired by token or on loopback. */
type Audience = 'person' | 'anybody'

const ASK_AGAIN_MS = 2_000

function signInAddress(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
}

async function prepare(audience: Audience): Promise<Ready | 'again' | 'sign-in'> {
  const token = screenToken()
  const [facts, me] = await Promise.all([loadFacts(token), loadMe(token)])
  if (!facts.ok) return facts.status === 401 && audience === 'person' ? 'sign-in' : 'again'
  if (!me.ok && audience === 'person') return me.status === 401 ? 'sign-in' : 'again'
  const person = me.ok ? me.value : null
  if (person?.mustChangePassword === true) return 'sign-in'
  const language = chooseLanguage(languageSources(person?.language, facts.value.language))
  const messages = withSiteTerms(await loadMessages(language), facts.value.terms, language)
  return { facts: facts.value, me: person, language, messages }
}

/** Asks who looks, where and in which language, until the server says so. */
function useReady(audience: Audience): Ready | null {
  const [ready, setReady] = useState<Ready | null>(null)
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
        setReady(result)
      }
    }
    void tryOnce()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [audience])
  return ready
}

function useLiveConnection(view: View, id: string | undefined, speed: number | undefined): Live | null {
  const [live, setLive] = useState<Live | null>(null)
  useEffect(() => {
    if (speed === undefined) return
    const socket = openSocket(screenToken())
    const store = createLiveStore({ socket })
    store.clock.setSpeed(speed)
    store.watch(view, id)
    const ticker = createTicker({
      serverNow: () => store.clock.now(performance.now()),
      speed: () => store.clock.speed,
    })
    setLive({ store, ticker })
    return () => {
      ticker.stop()
      store.close()
      socket.disconnect()
      setLive(null)
    }
  }, [view, id, speed])
  return live
}

interface ScreenProps {
  view: View
  id?: string
  audience?: Audience
  children: ReactNode
}

/** What every face stands in: the site's facts, the person, the words, the live rows. */
export function Screen({ view, id, audience = 'person', children }: ScreenProps) {
  const ready = useReady(audience)
  const live = useLiveConnection(view, id, ready?.facts.clockSpeed)
  if (ready === null || live === null) return <Blank />
  const { facts, me, language, messages } = ready
  return (
    <IntlProvider locale={language} timeZone={facts.timezone} messages={messages}>
      <FactsContext value={facts}>
        <MeContext value={me}>
          <LiveContext value={live}>{children}</LiveContext>
        </MeContext>
      </FactsContext>
    </IntlProvider>
  )
}
