'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type SignedOut, signOut } from '../_shell/sign-out.ts'
import { sendJson, useLoaded } from '../_shell/use-loaded.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { TextField } from '../_ui/text-field.tsx'
import { type ListedSession, SessionRow } from './session-row.tsx'

/** Something that ends sessions; the password is asked for once more of who did not just sign in. */
type End = (body: { password?: string }) => Promise<SignedOut>

/** The server asks from ten minutes on; it is not asked in vain, because that would end this device's push before. */
const ASKED_FROM_MS = 9 * 60_000
const isAsked = ({ since }: ListedSession) => Date.now() - Date.parse(since) > ASKED_FROM_MS

async function endBy(path: string, body: object): Promise<SignedOut> {
  const sent = await sendJson(path, body, 'DELETE')
  // One that is not known any more is over, too.
  if (sent.ok || sent.status === 404) return 'done'
  return sent.code === 'password_required' || sent.code === 'wrong_password' ? sent.code : 'failed'
}

const endOthers: End = (body) => endBy('/sessions?keep=this', body)
const endAll: End = (body) => signOut('everywhere', body)

/** Where I am signed in: one of them ended, or all others, or all, such as after a phone was lost. */
export function OwnSessions() {
  const t = useTranslations('settings')
  const { value, fault, read } = useLoaded<{ sessions: ListedSession[] }>('/api/v1/sessions', 30_000)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<SignedOut | null>(null)
  /** What waits for the password. */
  const [asking, setAsking] = useState<{ end: End } | null>(null)
  const sessions = value?.sessions ?? []
  const asks = sessions.some((session) => session.here && isAsked(session))

  async function run(end: End, password?: string): Promise<void> {
    if (asks && password === undefined) {
      setAsking({ end })
      return
    }
    setBusy(true)
    const done = await end(password === undefined ? {} : { password })
    setBusy(false)
    const again = done === 'password_required' || done === 'wrong_password'
    setAsking(again ? { end } : null)
    setSaid(done === 'password_required' ? null : done)
    await read()
  }
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    if (asking !== null) await run(asking.end, password)
  }
  const faultText =
    said === 'failed'
      ? t('notEnded')
      : said === 'wrong_password'
        ? t('wrongPassword')
        : fault === null
          ? null
          : t('notNow')
  return (
    <>
      <ul data-sessions="">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={busy}
            end={() => void run((body) => endBy(`/sessions/${session.id}`, body))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 pt-3">
        {sessions.length > 1 && (
          <Choose
            trigger={
              <Button size="large" disabled={busy} data-act="end-others">
                {t('endOthers')}
              </Button>
            }
            choices={[{ key: 'sure', label: t('endOthersSure'), choose: () => void run(endOthers) }]}
          />
        )}
        <Choose
          trigger={
            <Button size="large" disabled={busy} data-act="end-sessions">
              {t('everywhere')}
            </Button>
          }
          choices={[{ key: 'sure', label: t('everywhereSure'), choose: () => void run(endAll) }]}
        />
      </div>
      {asking !== null && (
        <form className="grid gap-3 pt-3" onSubmit={submit}>
          <TextField
            size="large"
            label={t('passwordAgain')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus
          />
          <Button type="submit" tone="strong" size="large" className="w-fit" disabled={busy}>
            {t('endOne')}
          </Button>
        </form>
      )}
      <Fault text={faultText} />
    </>
  )
}
