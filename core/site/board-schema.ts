import { z } from 'zod'
import { idText } from '../event/event-data.ts'
import { boardFigures, boardParts } from './board-figures.ts'

const unique = <T>(list: readonly T[]) => new Set(list).size === list.length

export const boardSchema = z.strictObject({
  id: idText,
  name: z.string().min(1).max(200),
  queues: z.array(idText).default([]),
  /** In their order: three are read from six metres, more are not. */
  figures: z.array(z.enum(boardFigures)).min(1).max(3).refine(unique, 'must name each once').optional(),
  hide: z.array(z.enum(boardParts)).refine(unique, 'must name each once').optional(),
})
