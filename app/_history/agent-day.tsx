'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl/react'
import type { AgentsAnswer } from '#core/api/agents-answer.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing } from '../_ui/panel.tsx'
import { AgentStatesPanel } from './agent-states-panel.tsx'
import { LostPanel } from './lost-panel.tsx'
import type { ShownReport } from './use-report.ts'

/** A large day is read for some seconds: so long until it is asked for again. */
const AGAIN_MS = 2_000

function Loaded({ path, name }: { path: string; name: string }) {
  const t = useTranslations('historyPage.agents')
  const part = useLoaded<AgentsAnswer>(path)
  const { value, read } = part
  const isWorking = value?.state === 'working'
  useEffect(() => {
    if (!isWorking) return
    const timer = setInterval(() => void read(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [isWorking, read])
  return (
    <LoadedView part={part}>
      {(answer) =>
        answer.state === 'working' ? (
          <Nothing>{t('working')}</Nothing>
        ) : (
          <div className="grid gap-8">
            <AgentStatesPanel answer={answer} name={name} />
            <LostPanel answer={answer} name={name} />
          </div>
        )
      }
    </LoadedView>
  )
}

/** Of one day: what agents did, and whose time was lost while somebody waited. */
export function AgentDay({ report }: { report: ShownReport }) {
  const { of, id, dates } = report.shown.view
  if (dates.first !== dates.last) return null
  const { from, to } = report.now
  const query = new URLSearchParams({ of, ...(id !== '' && { id }), from, to })
  return <Loaded key={String(query)} path={`/api/v1/intervals/agents?${query}`} name={dates.first} />
}
