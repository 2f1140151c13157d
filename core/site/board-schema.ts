import { z } from 'zod'
import { idText } from '../event/event-data.ts'

/** The figures that a board may show of each queue (docs/metrics.md). */
export const boardFigures = [
  ...(['waiting', 'longest', 'level', 'level30m', 'offered', 'answered', 'abandoned'] as const),
  ...(['answerRate', 'abandonRate', 'asa', 'aht', 'longestToday', 'available', 'csat'] as const),
  ...(['callbacks', 'callbacksOverdue', 'cases', 'casesOverdue'] as const),
] as const
export type BoardFigure = (typeof boardFigures)[number]

/** What a board need not show: its sums, notices, what breaches next, and who is there. */
export const boardParts = ['sums', 'notices', 'next', 'agents'] as const
export type BoardPart = (typeof boardParts)[number]

/** What each queue shows where the board says nothing else. */
export const usualFigures: readonly BoardFigure[] = ['waiting', 'longest', 'level']

const unique = <T>(list: readonly T[]) => new Set(list).size === list.length

export const boardSchema = z.strictObject({
  id: idText,
  name: z.string().min(1).max(200),
  queues: z.array(idText).default([]),
  /** In their order: three are read from six metres, more are not. */
  figures: z.array(z.enum(boardFigures)).min(1).max(3).refine(unique, 'must name each once').optional(),
  hide: z.array(z.enum(boardParts)).refine(unique, 'must name each once').optional(),
})
