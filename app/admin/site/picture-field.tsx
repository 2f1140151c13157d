'use client'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { load } from '../../_shell/load-facts.ts'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { smallPicture } from './small-picture.ts'

interface PictureFieldProps {
  label: string
  value: unknown
  fault: string | null
  onChange: (value: unknown) => void
}

const ACCEPT = 'image/png,image/jpeg,image/webp'

/** A picture of a board: chosen, made small, kept on the server, and named by the board. */
export function PictureField({ label, value, fault: given, onChange }: PictureFieldProps) {
  const t = useTranslations('siteFile.picture')
  const file = useRef<HTMLInputElement>(null)
  const id = typeof value === 'string' ? value : null
  const [shown, setShown] = useState<{ id: string; url: string } | null>(null)
  const [fault, setFault] = useState<'noPicture' | 'notKept' | 'tooMany' | null>(null)
  useEffect(() => {
    if (id === null || shown?.id === id) return
    void load<{ url: string }>(`/api/v1/pictures/${id}`, null).then((found) => {
      if (found.ok) setShown({ id, url: found.value.url })
    })
  }, [id, shown])
  async function take(chosen: File): Promise<void> {
    const url = await smallPicture(chosen)
    const sent = url === null ? null : await sendJson<{ picture: string }>('/site-file/pictures', { url })
    const isFull = sent?.ok === false && sent.code === 'too_many_pictures'
    setFault(url === null ? 'noPicture' : sent?.ok === true ? null : isFull ? 'tooMany' : 'notKept')
    if (url === null || sent?.ok !== true) return
    setShown({ id: sent.value.picture, url })
    onChange(sent.value.picture)
  }
  return (
    <fieldset className="grid content-start gap-2 text-sm text-ink-2">
      <legend className="pb-1">{label}</legend>
      {id !== null && shown?.id === id && (
        <img src={shown.url} alt={label} className="max-h-40 max-w-full justify-self-start" />
      )}
      <p className="flex gap-2">
        <Button onClick={() => file.current?.click()}>{t('choose')}</Button>
        {id !== null && <Button onClick={() => onChange(undefined)}>{t('remove')}</Button>}
      </p>
      <input
        ref={file}
        type="file"
        accept={ACCEPT}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen !== undefined) void take(chosen)
          target.value = ''
        }}
      />
      <Fault text={fault === null ? given : t(fault)} />
    </fieldset>
  )
}
