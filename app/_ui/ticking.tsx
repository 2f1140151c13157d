'use client'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { gapBefore, spanParts, type UnitNames } from '#messages/span.ts'
import { useUnitNames } from '../_format/use-duration.ts'
import { useTime } from '../_live/use-live.ts'

type Reading = (instantMs: number, nowMs: number) => string

export interface TickingProps {
  /** RFC 3339, or ms since 1970. */
  at: string | number
  className?: string
}

const msOf = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at))

/** The shared ticker writes into the element; React only says which instant it counts from. */
function useWritten(
  at: string | number,
  write: (node: HTMLTimeElement, instant: number, now: number | null) => void,
) {
  const { ticker } = useTime()
  const node = useRef<HTMLTimeElement>(null)
  const instant = msOf(at)
  useEffect(
    () =>
      ticker.add((now) => {
        if (node.current !== null) write(node.current, instant, now)
      }),
    [ticker, instant, write],
  )
  return node
}

/** A text that runs, such as "12 min ago". */
export function useTicking(at: string | number, reading: Reading) {
  const write = useCallback(
    (node: HTMLTimeElement, instant: number, now: number | null) => {
      const text = now === null ? '–' : reading(instant, now)
      if (node.textContent !== text) node.textContent = text
    },
    [reading],
  )
  return useWritten(at, write)
}

const partAt = (parts: readonly string[], index: number) =>
  index > 0 && index % 2 === 0 ? ` ${parts[index]}` : (parts[index] ?? '')

/** The texts of a span that was written before: numbers, and the units in their elements. */
function textsIn(node: HTMLElement): Node[] {
  return [...node.childNodes].map((child) => (child instanceof Text ? child : (child.firstChild ?? child)))
}

function rewrite(text: Node, to: string): void {
  if (text.nodeValue !== to) text.nodeValue = to
}

/** A span with its units standing small beside the numbers, as the notation has it (`messages/span.ts`). */
function writeSpan(node: HTMLElement, sec: number | null, names: UnitNames): void {
  const known = sec === null ? [] : spanParts(sec)
  const parts = known.flatMap(({ digits, unit }) => [digits, gapBefore(names[unit]) + names[unit]])
  const shown = node.dataset.span
  const next = parts.join('|')
  if (shown === next) return
  node.dataset.span = next
  if (sec === null) {
    node.textContent = '–'
    return
  }
  const texts = textsIn(node)
  if (texts.length > 1 && texts.length === parts.length) {
    // Each second on each line of a wall: what stays is not made anew.
    for (const [index, text] of texts.entries()) rewrite(text, partAt(parts, index))
    return
  }
  // Televisions of Chromium 85 know no `replaceChildren`.
  node.textContent = ''
  node.append(
    ...parts.map((part, index) => {
      if (index % 2 === 0) return partAt(parts, index)
      const unit = document.createElement('small')
      unit.textContent = part
      return unit
    }),
  )
}

function useSpan(at: string | number, secondsAt: (instant: number, now: number) => number) {
  const names = useUnitNames()
  const write = useCallback(
    (node: HTMLTimeElement, instant: number, now: number | null) => {
      writeSpan(node, now === null ? null : secondsAt(instant, now), names)
    },
    [names, secondsAt],
  )
  return useWritten(at, write)
}

const secondsSince = (instant: number, now: number) => (now - instant) / 1_000

interface SinceProps extends TickingProps {
  /** What it is, in a word beneath the figure: an age, or how long somebody waits. */
  word?: 'since' | 'waits'
}

/** How long ago, running: a wait, a state, an age. */
export function Since({ at, className = '', word }: SinceProps) {
  const t = useTranslations('duration.is')
  const node = useSpan(at, secondsSince)
  const time = (
    <time
      ref={node}
      dateTime={new Date(msOf(at)).toISOString()}
      className={`figure time-span ${word === undefined ? className : ''}`}
    />
  )
  if (word === undefined) return time
  return (
    <span className={`time-said ${className}`} data-is="since">
      {time} <span className="time-is">{t(word)}</span>
    </span>
  )
}

/** A span that stands still. */
export function StillSpan({ seconds }: { seconds: number }) {
  const names = useUnitNames()
  return spanParts(seconds).map(({ digits, unit }, index) => (
    <span key={unit}>
      {index > 0 && ' '}
      {digits}
      <small>{gapBefore(names[unit]) + names[unit]}</small>
    </span>
  ))
}

const untilOrOver = (instant: number, now: number) =>
  now < instant ? Math.ceil((instant - now) / 1_000) : (now - instant) / 1_000

/**
 * How much is left until an instant, running, and past it how much it is over. Which of the two it is stands beneath the
 * figure in a word, and in `data-is`, by which it looks different.
 */
export function Until({ at, className = '' }: TickingProps) {
  const t = useTranslations('duration.is')
  const names = useUnitNames()
  const [left, over] = [t('left'), t('over')]
  const word = useRef<HTMLSpanElement>(null)
  const write = useCallback(
    (node: HTMLTimeElement, instant: number, now: number | null) => {
      writeSpan(node, now === null ? null : untilOrOver(instant, now), names)
      if (now === null) return
      const isOver = now >= instant
      const said = isOver ? over : left
      if (word.current === null || word.current.textContent === said) return
      word.current.textContent = said
      word.current.parentElement?.setAttribute('data-is', isOver ? 'over' : 'left')
    },
    [names, left, over],
  )
  const node = useWritten(at, write)
  return (
    <span className={`time-said ${className}`}>
      <time ref={node} dateTime={new Date(msOf(at)).toISOString()} className="figure time-span" />{' '}
      <span ref={word} className="time-is" />
    </span>
  )
}
