import { z } from 'zod'
import { idText } from '../event/event-data.ts'
import { boardExtras, boardMetrics, boardSections } from '../rows/board-metrics.ts'

const unique = <T>(list: readonly T[]) => new Set(list).size === list.length

export const boardSchema = z.strictObject({
  id: idText,
  name: z.string().min(1).max(200),
  queues: z.array(idText).default([]),
  /** In their order: three are read from six metres, more are not. */
  figures: z.array(z.enum(boardMetrics)).min(1).max(3).refine(unique, 'must name each once').optional(),
  hide: z.array(z.enum(boardSections)).refine(unique, 'must name each once').optional(),
  /** What was uploaded, by what is in it. */
  picture: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be the id of a picture')
    .optional(),
  show: z.array(z.enum(boardExtras)).refine(unique, 'must name each once').optional(),
})
