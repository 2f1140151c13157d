'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { languages } from '#core/config/languages.ts'
import { type ScreenSettings, soundSeverities, usualScreen } from '#core/site/screen-settings.ts'
import { useFacts } from '../_shell/facts.ts'
import { languageNames } from '../_shell/language-names.ts'
import { Button } from '../_ui/button.tsx'
import { CheckField } from '../_ui/check-box.tsx'
import { Fault } from '../_ui/fault.tsx'
import { SelectField } from '../_ui/select-field.tsx'
import type { FleetScreen } from './use-screens.ts'

interface ArrangeScreenProps {
  screen: FleetScreen
  arrange: (id: string, board: string, settings: ScreenSettings) => Promise<boolean>
  onDone: () => void
}

const sizes = [100, 98, 96, 94, 92, 90, 85, 80]
const turns = [10, 15, 20, 30, 45, 60, 120, 300]
const optionsOf = (values: readonly number[], unit: string) =>
  values.map((value) => ({ id: String(value), name: `${value} ${unit}` }))

/** What one television shows and how: on the wall within two seconds. */
export function ArrangeScreen({ screen, arrange, onDone }: ArrangeScreenProps) {
  const t = useTranslations('screens')
  const { boards = [] } = useFacts()
  const [board, setBoard] = useState(screen.board)
  const [settings, setSettings] = useState<ScreenSettings>(screen.settings ?? usualScreen)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const set = (change: Partial<ScreenSettings>) => setSettings({ ...settings, ...change })
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setState('busy')
    const others = settings.boards.filter((id) => id !== board)
    const done = await arrange(screen.id, board, { ...settings, boards: others })
    setState(done ? 'idle' : 'failed')
    if (done) onDone()
  }
  const toggled = <T,>(list: readonly T[], one: T, on: boolean) =>
    on ? [...list, one] : list.filter((other) => other !== one)
  return (
    <form className="grid gap-4 pb-4" onSubmit={submit} data-arrange={screen.id}>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField label={t('board')} value={board} options={boards} onChange={setBoard} />
        <SelectField
          label={t('themeLabel')}
          value={settings.theme}
          options={(['dark', 'light'] as const).map((id) => ({ id, name: t(`theme.${id}`) }))}
          onChange={(theme) => set({ theme: theme === 'light' ? 'light' : 'dark' })}
        />
        <SelectField
          label={t('languageLabel')}
          value={settings.language ?? ''}
          none={t('siteLanguage')}
          options={languages.map((id) => ({ id, name: languageNames[id] }))}
          onChange={(id) => set({ language: languages.find((one) => one === id) ?? null })}
        />
        <SelectField
          label={t('size')}
          value={String(settings.sizePercent)}
          options={optionsOf(sizes, '%')}
          onChange={(size) => set({ sizePercent: Number(size) })}
        />
        <SelectField
          label={t('every')}
          value={String(settings.everySec)}
          options={optionsOf(
            [...new Set([...turns, settings.everySec])].toSorted((a, b) => a - b),
            's',
          )}
          onChange={(every) => set({ everySec: Number(every) })}
        />
      </div>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="pb-1 text-sm text-ink-2">{t('turn')}</legend>
        {boards
          .filter(({ id }) => id !== board)
          .map(({ id, name }) => (
            <CheckField
              key={id}
              label={name}
              checked={settings.boards.includes(id)}
              onChange={(on) => set({ boards: toggled(settings.boards, id, on) })}
            />
          ))}
        {boards.length < 2 && <span className="text-ink-3">{t('oneBoard')}</span>}
      </fieldset>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="pb-1 text-sm text-ink-2">{t('sounds')}</legend>
        {soundSeverities.map((severity) => (
          <CheckField
            key={severity}
            label={t(`soundFor.${severity}`)}
            checked={settings.sound.includes(severity)}
            onChange={(on) => set({ sound: toggled(settings.sound, severity, on) })}
          />
        ))}
      </fieldset>
      <p className="flex flex-wrap items-center gap-2">
        <Button type="submit" tone="strong" disabled={state === 'busy'}>
          {t('show')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
        {state === 'failed' && <Fault text={t('notArranged')} />}
      </p>
    </form>
  )
}
