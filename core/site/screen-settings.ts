import { z } from 'zod'
import { idText } from '../event/event-data.ts'
import { languages } from './languages.ts'

/** How one television shows its board. */
export const screenSettingsSchema = z.strictObject({
  /** The boards that follow its first one, in turn. */
  boards: z.array(idText).max(20).default([]),
  /** How long a board stands, s. */
  everySec: z.number().int().min(5).max(3_600).default(30),
  theme: z.enum(['dark', 'light']).default('dark'),
  /** Null: the site's. */
  language: z.enum(languages).nullable().default(null),
  /** How much of the screen the picture takes, %: some televisions cut off its edges. */
  sizePercent: z.number().int().min(80).max(100).default(100),
  /** For which severities it sounds. */
  sound: z
    .array(z.enum(['critical', 'warning', 'info']))
    .max(3)
    .default([]),
})
export type ScreenSettings = z.infer<typeof screenSettingsSchema>
export const usualScreen: ScreenSettings = screenSettingsSchema.parse({})
