import { scripted } from '../first-minute/cast.ts'
import type { ViewSession } from '../front/view-session.ts'

export interface TakeAlertOptions {
  readonly address: string
  readonly publicUrl: string
  readonly session: ViewSession
}

interface Alert {
  readonly id: string
  readonly state: string
  readonly case: string | null
  readonly severity: string
}

/** The lead takes what is about the complaint and nobody has taken yet, by the same way as a press on the phone. */
export async function takeAlert({ address, publicUrl, session }: TakeAlertOptions): Promise<void> {
  const headers = {
    cookie: session.cookie() ?? '',
    origin: publicUrl,
    'content-type': 'application/json',
  }
  const answer = await fetch(`${address}/api/v1/alerts?state=open`, { headers })
  if (!answer.ok) throw new Error(`the lead's alerts: ${answer.status}`)
  const { alerts } = (await answer.json()) as { alerts: readonly Alert[] }
  for (const alert of alerts) {
    if (alert.case !== scripted.complaint || alert.state !== 'open') continue
    const taken = await fetch(`${address}/api/v1/alerts/${encodeURIComponent(alert.id)}/ack`, {
      method: 'POST',
      headers,
      body: '{}',
    })
    if (!taken.ok) throw new Error(`the lead takes an alert: ${taken.status} ${await taken.text()}`)
  }
}
