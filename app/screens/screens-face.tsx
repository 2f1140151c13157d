'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl/react'
import { BrandMark } from '../_frame/brand-mark.tsx'
import { useFacts } from '../_frame/facts.ts'
import { Preferences } from '../_frame/preferences.tsx'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { useFormats } from '../_words/use-words.ts'
import { PairForm } from './pair-form.tsx'
import { useScreens } from './use-screens.ts'

/** The walls of the house: which are paired, when each was last seen; pairing a new one, and taking one away. */
export function ScreensFace() {
  const t = useTranslations('screens')
  const format = useFormats()
  const facts = useFacts()
  const { screens, fault, readAgain, revoke } = useScreens()
  const boardName = (id: string) => facts.boards?.find((board) => board.id === id)?.name ?? id
  return (
    <>
      <header className="flex min-h-12 items-center gap-4 border-b border-line bg-surface px-4">
        <Link href="/" className="flex items-center gap-2 font-semibold">
          <BrandMark className="size-5" /> {facts.name}
        </Link>
        <div className="ms-auto flex gap-3">
          <Preferences />
        </div>
      </header>
      <main className="mx-auto grid w-full max-w-3xl gap-8 px-4 py-6">
        <Panel label={t('pair')} title={t('pair')}>
          <PairForm onPaired={readAgain} />
        </Panel>
        <Panel label={t('title')} title={t('title')}>
          <Fault text={fault} />
          {screens.length === 0 ? (
            <Nothing>{t('none')}</Nothing>
          ) : (
            <ul>
              {screens.map((screen) => (
                <li
                  key={screen.id}
                  className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2.5"
                >
                  <b>{screen.name}</b>
                  <span className="text-ink-2">{boardName(screen.board)}</span>
                  <span className="text-[0.8125rem] text-ink-3">
                    {screen.seenAt === null
                      ? t('neverSeen')
                      : t('seen', { time: format.dayTime(screen.seenAt) })}
                  </span>
                  <Button className="ms-auto" onClick={() => revoke(screen.id)}>
                    {t('revoke')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </main>
    </>
  )
}
