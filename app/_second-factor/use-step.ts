import { useState } from 'react'
import { type SentJson, sendJson } from '../_shell/use-loaded.ts'

/** Why an act of the second factor was not done, as the key of its sentence (`secondFactor.fault`). */
export type StepFault = 'wrong_password' | 'wrong_code' | 'too_many' | 'already_on' | 'not_now'

function faultOf({ status, code }: Extract<SentJson<unknown>, { ok: false }>): StepFault {
  if (status === 429) return 'too_many'
  return code === 'wrong_password' || code === 'wrong_code' || code === 'already_on' ? code : 'not_now'
}

/** Sends an act of the second factor; where the password is asked for once more, it says so. */
export function useStep() {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<StepFault | null>(null)
  const [asksPassword, setAsksPassword] = useState(false)
  return {
    busy,
    fault,
    asksPassword,
    async send<T>(act: '' | '/confirm' | '/codes' | '/off', body: object): Promise<T | null> {
      setBusy(true)
      const sent = await sendJson<T>(`/me/second-factor${act}`, body)
      setBusy(false)
      if (sent.ok) {
        setFault(null)
        setAsksPassword(false)
        return sent.value
      }
      if (sent.code === 'password_required') setAsksPassword(true)
      setFault(sent.code === 'password_required' ? null : faultOf(sent))
      return null
    },
  }
}
