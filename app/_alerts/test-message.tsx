'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { mayBeDone } from '../_live/press-ids.ts'
import { load } from '../_shell/load-facts.ts'
import { sendJson } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { useNewId } from '../_ui/use-new-id.ts'

type Status =
  | { is: 'told' }
  | { is: 'gone' }
  | { is: 'waiting' | 'dead'; attempts: number; reason: string | null }
type Test =
  | { is: 'none' }
  | { is: 'asked'; id: string; status: Status | null }
  | { is: 'refused'; code: string }

const LOOK_EVERY_MS = 1_000

/** Follows a test message until it is known whether it arrived. */
function useStatus(path: string, test: Test, set: (test: Test) => void): void {
  const id = test.is === 'asked' ? test.id : null
  const over = test.is !== 'asked' || (test.status !== null && test.status.is !== 'waiting')
  useEffect(() => {
    if (id === null || over) return
    const timer = setInterval(async () => {
      const found = await load<Status>(`/api/v1${path}/${id}`, null)
      if (found.ok) set({ is: 'asked', id, status: found.value })
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [path, id, over, set])
}

function Outcome({ test }: { test: Test }) {
  const t = useTranslations('settings')
  if (test.is === 'none') return null
  if (test.is === 'refused')
    return (
      <>
        {t(test.code === 'too_fast' ? 'testTooFast' : test.code === 'no_target' ? 'testNoTarget' : 'notNow')}
      </>
    )
  const { status } = test
  if (status === null || (status.is === 'waiting' && status.reason === null)) return <>{t('testSending')}</>
  if (status.is === 'told') return <>{t('testTold')}</>
  if (status.is === 'gone') return <>{t('testGone')}</>
  const values = { count: status.attempts, reason: status.reason ?? '' }
  return <>{t(status.is === 'dead' ? 'testDead' : 'testRetried', values)}</>
}

function toneOf(test: Test): string {
  const is = test.is === 'asked' ? test.status?.is : test.is
  if (is === 'told') return 'text-ok'
  return is === 'dead' || is === 'refused' ? 'text-breach' : 'text-ink-2'
}

interface TestMessageProps {
  /** Where it is asked for, such as `/me/ways/7/test`; what became of it is read below. */
  path: string
  label: string
  /** What is sent along, beside the press's id. */
  body?: object
  disabled?: boolean
}

/** Sends a message that says nothing but that it arrives, and says what became of it. */
export function TestMessage({ path, label, body = {}, disabled = false }: TestMessageProps) {
  const [test, setTest] = useState<Test>({ is: 'none' })
  const [busy, setBusy] = useState(false)
  const message = useNewId()
  useStatus(path, test, setTest)
  async function send(): Promise<void> {
    setBusy(true)
    const sent = await sendJson<{ test: string }>(path, { ...body, id: message.id })
    setBusy(false)
    if (sent.ok || !mayBeDone(sent.code)) message.renew()
    setTest(sent.ok ? { is: 'asked', id: sent.value.test, status: null } : { is: 'refused', code: sent.code })
  }
  return (
    <>
      <Button disabled={busy || disabled} onClick={() => void send()} data-act="test">
        {label}
      </Button>
      <span
        role="status"
        className={`text-sm font-medium ${toneOf(test)}`}
        data-test={test.is === 'asked' ? (test.status?.is ?? 'waiting') : test.is}
      >
        <Outcome test={test} />
      </span>
    </>
  )
}
