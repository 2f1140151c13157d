'use client'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { AlertRow } from '#core/row.ts'
import type { CommandTarget } from '../_live/send-each.ts'
import { useCommandEach } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { type ActOutcome, actOutcomeOf, type Became, becameOf, isWhole } from './outcome.ts'
import { ackQueue } from './use-ack-queue.ts'
import { useTake } from './use-take.ts'

/** What a person may do about alerts. */
export type Deed =
  | { readonly is: 'take' }
  | { readonly is: 'snooze'; readonly minutes: number }
  | { readonly is: 'assign'; readonly to: string }

export interface Done {
  readonly deed: Deed
  readonly outcome: ActOutcome
}

/** An act as it was answered: of each conversation its worst alert, and what became of it. */
interface Acted {
  readonly deed: Deed
  readonly each: readonly { readonly alert: string; readonly became: Became }[]
}

/** What became by now of a press that was kept until there is a network. */
function keptBecame(alert: string): Became {
  const state = ackQueue().of(alert)?.state
  switch (state?.is) {
    case 'sent':
      return { ok: true }
    case 'taken':
      return { ok: false, code: 'taken', message: state.by }
    case 'resolved':
      return { ok: false, code: 'resolved', message: '' }
    case 'refused':
      return { ok: false, code: 'forbidden', message: '' }
    default:
      return 'kept'
  }
}

function doneOf({ deed, each }: Acted): Done {
  const became = each.map((one) => (one.became === 'kept' ? keptBecame(one.alert) : one.became))
  return { deed, outcome: actOutcomeOf(became) }
}

/** How many presses wait to be sent: a number that is another one whenever something became of one of them. */
function useWaiting(): void {
  useSyncExternalStore(
    (listener) => ackQueue().subscribe(listener),
    () => ackQueue().waiting(),
    () => 0,
  )
}

export interface AlertActs {
  /** Does it to all alerts of some conversations, each given worst first. */
  act: (deed: Deed, conversations: readonly (readonly AlertRow[])[]) => Promise<void>
  busy: boolean
  /** What became of the last act; null: nothing was done yet. */
  done: Done | null
}

/**
 * Acts on one alert or on many. Nothing is shown as done before the server has said so; what was not done is told to
 * `onLate` where the button has left the screen meanwhile.
 */
export function useAlertActs(onLate: (done: Done) => void): AlertActs {
  const me = useMe()
  const take = useTake()
  const commandEach = useCommandEach()
  const [busy, setBusy] = useState(false)
  const [acted, setActed] = useState<Acted | null>(null)
  useWaiting()
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  /** What I see of it now: who presses at the same moment is told who was quicker. */
  const targetOf = ({ id, state, ackedBy }: AlertRow): CommandTarget => {
    return { subject: id, untaken: state !== 'acked' || ackedBy === me?.id }
  }

  function send(deed: Deed, targets: readonly CommandTarget[]): Promise<readonly Became[]> {
    switch (deed.is) {
      case 'take':
        return take(targets)
      case 'snooze':
        return commandEach('alert.snooze', targets, { minutes: deed.minutes })
      case 'assign':
        return commandEach('alert.assign', targets, { to: deed.to })
      default:
        return deed satisfies never
    }
  }

  return {
    async act(deed, conversations) {
      const status = conversations.map((alerts) => alerts.filter(({ state }) => state !== 'resolved'))
      setBusy(true)
      setActed(null)
      const targets = status.flat().map(targetOf)
      const became = await send(deed, targets)
      setBusy(false)
      const bySubject = new Map(targets.map(({ subject }, index) => [subject, became[index]!]))
      const each = status.map((alerts) => ({
        alert: alerts[0]?.id ?? '',
        became: becameOf(alerts.map(({ id }) => bySubject.get(id)!)),
      }))
      const latest = { deed, each }
      const { outcome } = doneOf(latest)
      if (isShown.current) setActed(latest)
      else if (!isWhole(outcome)) onLate({ deed, outcome })
    },
    busy,
    done: acted === null ? null : doneOf(acted),
  }
}
