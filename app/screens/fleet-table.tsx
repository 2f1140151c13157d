'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { ScreenSettings } from '#core/site/screen-settings.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { ArrangeScreen } from './arrange-screen.tsx'
import { screenIcon, screenState } from './screen-state.ts'
import type { Fleet, FleetScreen } from './use-screens.ts'

type Arrange = (id: string, board: string, settings: ScreenSettings) => Promise<boolean>
type Ask = (id: string, what: 'identify' | 'reload' | 'revoke') => Promise<void>

interface ScreenLineProps {
  screen: FleetScreen
  fleet: Fleet
  ask: Ask
  arrange: Arrange
}

function ScreenLine({ screen, fleet, ask, arrange }: ScreenLineProps) {
  const [isOpen, setOpen] = useState(false)
  const t = useTranslations('screens')
  const duration = useDuration()
  const format = useFormats()
  const { boards = [], people = [] } = useFacts()
  const state = screenState(screen, fleet.at, fleet.build)
  const silentSec = screen.seenAt === null ? 0 : (Date.parse(fleet.at) - Date.parse(screen.seenAt)) / 1_000
  const by = people.find(({ id }) => id === screen.pairedBy)?.name ?? screen.pairedBy
  return (
    <>
      <tr
        className="border-b border-line align-baseline max-md:grid max-md:grid-cols-2 max-md:gap-y-1 max-md:py-2.5"
        data-screen={screen.id}
        data-state={state}
      >
        <th scope="row" className="pe-4 text-start max-md:col-span-2 md:py-2.5">
          <span className="text-md font-semibold">{screen.name}</span>
          <span className="block text-xs font-normal text-ink-3">
            {t('paired', { name: by, time: format.dayTime(screen.pairedAt) })}
          </span>
        </th>
        <td className="pe-4 max-md:col-span-2">
          {boards.find(({ id }) => id === screen.board)?.name ?? screen.board}
        </td>
        <td className="pe-4 whitespace-nowrap">
          <StateShape mark={screenIcon[state]} /> {t(`state.${state}`)}
          {screen.seenAt !== null && (
            <span className="block text-xs text-ink-3">{t('beat', { time: duration(silentSec) })}</span>
          )}
        </td>
        <td className="figure pe-4 whitespace-nowrap text-ink-2">
          {screen.build === null ? '–' : format.dayTime(Number(screen.build))}
        </td>
        <td className="whitespace-nowrap max-md:col-span-2 md:text-end">
          <span className="inline-flex gap-1.5 max-md:flex-wrap">
            <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-ask="arrange">
              {t('arrange')}
            </Button>
            <Button onClick={() => ask(screen.id, 'identify')} data-ask="identify">
              {t('identify')}
            </Button>
            <Button onClick={() => ask(screen.id, 'reload')} data-ask="reload">
              {t('reload')}
            </Button>
            <Choose
              trigger={
                <Button tone="quiet" data-ask="revoke">
                  {t('revoke')}
                </Button>
              }
              choices={[
                {
                  key: 'yes',
                  label: t('reallyRevoke', { name: screen.name }),
                  choose: () => void ask(screen.id, 'revoke'),
                },
              ]}
            />
          </span>
        </td>
      </tr>
      {isOpen && (
        <tr className="border-b border-line-strong max-md:block">
          <td colSpan={5} className="pt-2 max-md:block">
            <ArrangeScreen screen={screen} arrange={arrange} onDone={() => setOpen(false)} />
          </td>
        </tr>
      )}
    </>
  )
}

/** Every wall of the house: which board, when it last spoke, which build it runs, and what can be asked of it. */
export function FleetTable({ fleet, ask, arrange }: { fleet: Fleet; ask: Ask; arrange: Arrange }) {
  const t = useTranslations('screens')
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse max-md:block">
        <thead className="text-xs text-ink-3 max-md:sr-only">
          <tr className="border-b border-line">
            {(['name', 'board', 'stateHead', 'build'] as const).map((key) => (
              <th key={key} scope="col" className="py-1 pe-4 text-start font-normal">
                {t(key)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody className="max-md:block">
          {fleet.screens.map((screen) => (
            <ScreenLine key={screen.id} screen={screen} fleet={fleet} ask={ask} arrange={arrange} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
