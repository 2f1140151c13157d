'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { LinkFrame } from '../_links/link-frame.tsx'
import { LinkRefused } from '../_links/link-refused.tsx'
import { askLink, useLink } from '../_links/use-link.ts'
import { Blank } from '../_shell/blank.tsx'
import { Button, buttonClass } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { AckAlertRow } from './ack-alert-row.tsx'
import type { AckPageFacts } from './ack-facts.ts'
import { type AskedAct, AskedView } from './asked-view.tsx'
import { GroupReason } from './group-reason.tsx'

function Outcome({ state }: { state: AckPageFacts['state'] }) {
  const t = useTranslations('linkPage')
  const format = useFormats()
  switch (state.is) {
    case 'open':
      return null
    case 'used':
      return <>{t('used', { time: format.time(state.at) })}</>
    case 'open_again':
      return <>{t('openAgain', { time: format.time(state.at) })}</>
    case 'taken':
      return <>{t('taken', { name: state.by ?? '–' })}</>
    case 'resolved':
      return <>{t('resolved')}</>
    default:
      return state satisfies never
  }
}

const HEARD_MS = 300

/** Whether somebody has opened the page; a browser may make it ready before they do. */
function useIsOpened(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      document.addEventListener('prerenderingchange', onChange)
      return () => document.removeEventListener('prerenderingchange', onChange)
    },
    () => !('prerendering' in document && document.prerendering === true),
    () => false,
  )
}

/** What is said beside the page; all else it shows itself. */
const faults = ['no_answer', 'above_authority', 'taken_back'] as const

/** What the button of a chat says that was pressed: by its one reader, or by somebody of a group. */
function requestIn(search: string): { act: 'take' | 'coming'; inGroup: boolean } | null {
  const query = new URLSearchParams(search)
  const act = query.get('press') ?? query.get('group')
  return act === 'take' || act === 'coming' ? { act, inGroup: !query.has('press') } : null
}

/**
 * What a message's "take it" opens: what it is, and one button. Opening it takes nothing, but by a chat's button: that was
 * the press, of its one reader, or, where a group read it, of who is signed in here.
 */
export function AckView({ token }: { token: string }) {
  const t = useTranslations('linkPage')
  const words = useTranslations('fault')
  // A press that came too late is said by the page itself, which shows how it stands.
  const faultOf = (code: string) => {
    const known = faults.find((each) => each === code)
    return known === undefined ? null : words(known)
  }
  const path = `ack/${encodeURIComponent(token)}`
  /** It was taken, and the server has not heard of it itself yet: asked again until it has. */
  const [isUnheard, setUnheard] = useState(false)
  const { state, read, show } = useLink<AckPageFacts>(path, isUnheard ? HEARD_MS : null)
  const [busy, setBusy] = useState(false)
  const [isPressed, setPressed] = useState(false)
  /** Read once: the address says it no longer after the press. */
  const [request] = useState(() => requestIn(location.search))
  const [isNotMine, setNotMine] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const pressed = new URLSearchParams(location.search).get('act')

  async function press(act: 'take' | 'spoke' | AskedAct, self = false): Promise<void> {
    setBusy(true)
    setFault(null)
    const answer = await askLink<AckPageFacts>(path, { act, self })
    setBusy(false)
    if (answer.ok) {
      show(answer.value)
      setUnheard(answer.value.asked?.state === 'open')
    } else {
      if (self && answer.code === 'forbidden') setNotMine(true)
      setFault(faultOf(answer.code))
      if (answer.code !== 'no_answer') void read()
    }
  }

  // A chat's button was pressed, which opened this: that was the press. Looked at again, the page presses nothing; nor
  // does one that nobody has opened yet, or whose address says what its message did not.
  const standing = state.is === 'shown' ? (state.value.asked?.state ?? state.value.state.is) : null
  const you = state.is === 'shown' ? state.value.you : null
  const isOpened = useIsOpened()
  const isMeant = state.is === 'shown' && request !== null && request.inGroup === state.value.inGroup
  useEffect(() => {
    if (isPressed || !isOpened || standing === null || request === null) return
    setPressed(true)
    history.replaceState(null, '', location.pathname)
    if (isMeant && standing === 'open' && (!request.inGroup || you !== null))
      void press(request.act, request.inGroup)
  })

  useEffect(() => {
    if (standing !== 'open') setUnheard(false)
  }, [standing])

  if (state.is === 'asking') return <Blank />
  const asked = state.is === 'shown' ? state.value.asked : null
  const asksWho =
    standing === 'open' && isMeant && request.inGroup && (you === null || isNotMine) ? (
      <GroupReason act={request.act} you={you} person={state.is === 'shown' ? state.value.person : null} />
    ) : null
  return (
    <LinkFrame title={t(asked === null ? 'title' : 'askedTitle')}>
      {state.is === 'refused' ? (
        <LinkRefused code={state.code} again={read} />
      ) : asked !== null ? (
        <div className="grid gap-4">
          <AskedView
            asked={asked}
            person={state.value.person ?? ''}
            busy={busy || isUnheard}
            first={pressed === 'refuse' ? 'refuse' : null}
            onPress={(act) => press(act)}
          />
          {asksWho}
          <Fault text={fault} />
          <a href="/alerts" className={`${buttonClass('quiet')} -ms-2.5 w-fit`}>
            {t('alerts')}
          </a>
        </div>
      ) : (
        <div className="grid gap-4" data-ack={state.value.state.is}>
          <h1 className="text-xl leading-tight font-semibold">
            {state.value.state.is === 'open' ? t('question') : <Outcome state={state.value.state} />}
          </h1>
          {asksWho}
          <ul>
            {state.value.alerts.map((alert) => (
              <AckAlertRow
                key={`${alert.rule} ${alert.subject} ${alert.raisedAt}`}
                alert={alert}
                now={state.value.at}
              />
            ))}
          </ul>
          {state.value.state.is === 'open' && (
            <Button
              tone="strong"
              size="large"
              className="min-h-16 w-full"
              disabled={busy}
              onClick={() => press('take')}
              data-act="ack"
            >
              <Icon name="check" /> {t('take', { name: state.value.person ?? '' })}
            </Button>
          )}
          {state.value.waitsForSupervisor && (
            <Button
              size="large"
              className="min-h-14 w-full"
              disabled={busy}
              onClick={() => press('spoke')}
              data-act="spoke"
            >
              <Icon name="phone" /> {t('spoke')}
            </Button>
          )}
          <Fault text={fault} />
          <a href="/alerts" className={`${buttonClass('quiet')} -ms-2.5 w-fit`}>
            {t('alerts')}
          </a>
        </div>
      )}
    </LinkFrame>
  )
}
