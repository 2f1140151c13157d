'use client'
import { type ReactNode, useEffect } from 'react'
import { BrandMark } from '../_shell/brand-mark.tsx'
import { useFacts } from '../_shell/facts.ts'
import { Preferences } from '../_shell/preferences.tsx'

interface LinkFrameProps {
  title: string
  wide?: boolean
  children: ReactNode
}

/** The frame of a page that a message's link opens: whose it is, and the words and light to read it by. */
export function LinkFrame({ title, wide = false, children }: LinkFrameProps) {
  const facts = useFacts()
  useEffect(() => {
    document.title = `${title} · ${facts.name}`
  }, [title, facts.name])
  const width = wide ? 'max-w-3xl' : 'max-w-md'
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <header className={`mx-auto flex w-full items-center gap-2.5 px-4 pt-3 text-ink-2 ${width}`}>
        <BrandMark className="size-6 text-ink" /> {facts.name}
        {facts.demo && (
          <span className="border border-warn px-1.5 text-xs font-bold tracking-[0.1em] text-warn">DEMO</span>
        )}
        <span className="ms-auto flex gap-1">
          <Preferences />
        </span>
      </header>
      <main className={`mx-auto w-full px-4 pt-6 pb-16 ${width}`}>{children}</main>
    </div>
  )
}
