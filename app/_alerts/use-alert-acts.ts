'use client'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import type { AlertRow } from '#core/rows/row.ts'
import type { GivenWork } from '../_assign/given.ts'
import { type HandedOver, useHandOver, useShortfall } from '../_assign/use-give.ts'
import type { CommandTarget } from '../_live/send-each.ts'
import { useCommandEach } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { showDone } from '../_ui/done-notice.tsx'
import { showLateFault } from '../_ui/late-fault.tsx'
import { type ActOutcome, actOutcomeOf, type Became, becameOf, isWhole } from './outcome.ts'
import { ackQueue } from './use-ack-queue.ts'
import { useTake } from './use-take.ts'

/** What a person may do about alerts. */
export type Deed =
  | { readonly is: 'take' }
  | { readonly is: 'snooze'; readonly minutes: number }
  | { readonly is: 'assign'; readonly to: Assignee }

export interface Done {
  readonly deed: Deed
  readonly outcome: ActOutcome
  /** How many cases went with the alerts that were given away. */
  readonly cases: number
  /** How many were not given, though their alerts were. */
  readonly stayed: number
}

/** An act as it was answered: of each conversation its worst alert, and what became of it. */
interface Acted {
  readonly deed: Deed
  readonly cases: number
  readonly stayed: number
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

function doneOf({ deed, each, cases, stayed }: Acted): Done {
  const became = each.map((one) => (one.became === 'kept' ? keptBecame(one.alert) : one.became))
  return { deed, outcome: actOutcomeOf(became), cases, stayed }
}

/** What was done can be taken back by the id of its command: nothing of what is kept, or was refused. */
function undoOf(targets: readonly CommandTarget[], became: readonly Became[]): CommandTarget[] {
  return targets.flatMap(({ subject }, index) => {
    const one = became[index]!
    return one !== 'kept' && one.ok && one.id !== undefined
      ? [{ subject, untaken: false, undoes: one.id }]
      : []
  })
}

/** The cases of alerts, each once, with whose they are as far as is known. */
function casesOf(alerts: readonly AlertRow[]): (GivenWork & { before: string | null })[] {
  const found = new Map<string, GivenWork & { before: string | null }>()
  for (const { case: id, about } of alerts)
    if (id !== null && about !== null)
      found.set(id, { type: 'case.assigned', subject: id, before: about.owner })
  return [...found.values()]
}

const NO_CASES: HandedOver = { handed: [], became: [] }

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

export interface AlertActsOptions {
  /** What became of it, in words. */
  summary: (done: Done) => string
  /** Told of what was not done where the button has left the screen meanwhile. */
  onLate: (done: Done) => void
}

/**
 * Acts on one alert or on many. An alert that is given away goes with its case, where the other may have it; for five
 * seconds all of it can be taken back. Nothing is shown as done before the server has said so.
 */
export function useAlertActs({ summary, onLate }: AlertActsOptions): AlertActs {
  const t = useTranslations('assign')
  const shortfall = useShortfall()
  const { handOver, takeBack } = useHandOver()
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
        return commandEach('alert.assign', targets, { to: deed.to.person })
      default:
        return deed satisfies never
    }
  }

  /** Gives the cases of alerts that were given away, too: who has an alert must be able to open its case. */
  async function giveCases(deed: Deed, given: readonly AlertRow[]) {
    if (deed.is !== 'assign' || deed.to.agent === null) return NO_CASES
    const { agent } = deed.to
    const cases = casesOf(given).filter(({ before }) => before !== agent)
    return cases.length === 0 ? NO_CASES : handOver(cases, agent)
  }

  async function undo(targets: readonly CommandTarget[], cases: HandedOver['handed']): Promise<void> {
    const became = [...(await commandEach('alert.undo', targets)), ...(await takeBack(cases))]
    const fault = shortfall(actOutcomeOf(became))
    if (fault === null) showDone(t('undone'))
    else showLateFault(fault)
  }

  return {
    async act(deed, conversations) {
      const status = conversations.map((alerts) => alerts.filter(({ state }) => state !== 'resolved'))
      setBusy(true)
      setActed(null)
      const targets = status.flat().map(targetOf)
      const became = await send(deed, targets)
      const done = undoOf(targets, became)
      const doneIds = new Set(done.map(({ subject }) => subject))
      const { handed, became: ofCases } = await giveCases(
        deed,
        status.flat().filter(({ id }) => doneIds.has(id)),
      )
      setBusy(false)
      const bySubject = new Map(targets.map(({ subject }, index) => [subject, became[index]!]))
      const each = status.map((alerts) => ({
        alert: alerts[0]?.id ?? '',
        became: becameOf(alerts.map(({ id }) => bySubject.get(id)!)),
      }))
      const stayed = ofCases.length - handed.length
      const latest = { deed, each, cases: handed.length, stayed }
      const said = doneOf(latest)
      if (isShown.current) setActed(latest)
      else if (!isWhole(said.outcome)) onLate(said)
      if (done.length > 0) showDone(summary(said), () => undo(done, handed))
      const why = shortfall(actOutcomeOf(ofCases))
      if (why !== null) showLateFault(t('caseStaysWhy', { count: stayed, why }))
    },
    busy,
    done: acted === null ? null : doneOf(acted),
  }
}
