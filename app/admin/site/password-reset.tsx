'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'

/** A new first password for who forgot theirs; it ends their sessions, so it is asked for twice. */
export function PasswordReset({ person }: { person: string }) {
  const t = useTranslations('siteFile')
  const [state, setState] = useState<'idle' | 'sure' | 'busy' | 'failed'>('idle')
  const [password, setPassword] = useState<string | null>(null)
  async function reset(): Promise<void> {
    setState('busy')
    const sent = await sendJson<{ password: string }>(
      `/site-file/people/${encodeURIComponent(person)}/password`,
    )
    setState(sent.ok ? 'idle' : 'failed')
    if (sent.ok) setPassword(sent.value.password)
  }
  if (password !== null)
    return (
      <p className="text-ink-2" data-part="new-password">
        {t('newPassword')} <b className="figure text-ink">{password}</b>
      </p>
    )
  return (
    <div className="flex flex-wrap items-center gap-2">
      {state === 'sure' ? (
        <>
          <span className="text-ink-2">{t('resetSure')}</span>
          <Button tone="danger" onClick={() => void reset()}>
            {t('resetYes')}
          </Button>
          <Button onClick={() => setState('idle')}>{t('cancel')}</Button>
        </>
      ) : (
        <Button disabled={state === 'busy'} onClick={() => setState('sure')}>
          {t('reset')}
        </Button>
      )}
      {state === 'failed' && <Fault text={t('refused.no_answer')} />}
    </div>
  )
}
