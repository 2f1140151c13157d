'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import { useDuration } from '../_format/use-duration.ts'
import { type TickingProps, useTicking } from './ticking.tsx'

function Spoken({
  at,
  className = '',
  reading,
}: TickingProps & { reading: (instant: number, now: number) => string }) {
  const node = useTicking(at, reading)
  return <time ref={node} dateTime={new Date(at).toISOString()} className={className} />
}

/** How long ago, in words, running: "1 h 33 min". */
export function SpelledSince(props: TickingProps) {
  const duration = useDuration()
  const reading = useCallback((instant: number, now: number) => duration((now - instant) / 1_000), [duration])
  return <Spoken {...props} reading={reading} />
}

/** How much is left, in words, running. */
export function SpelledLeft(props: TickingProps) {
  const duration = useDuration()
  const reading = useCallback((instant: number, now: number) => duration((instant - now) / 1_000), [duration])
  return <Spoken {...props} reading={reading} />
}

/** "in 12 min", and once it is past "12 min ago". */
export function SpelledAhead(props: TickingProps) {
  const t = useTranslations('duration')
  const duration = useDuration()
  const reading = useCallback(
    (instant: number, now: number) =>
      t(now <= instant ? 'ahead' : 'ago', { time: duration(Math.abs(instant - now) / 1_000) }),
    [t, duration],
  )
  return <Spoken {...props} reading={reading} />
}
