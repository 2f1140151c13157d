import { z } from 'zod'
import { languages } from '../config/languages.ts'
import { idText } from '../event/event-data.ts'
import { type ScreenSettings, soundSeverities, usualScreen } from './screen-settings.ts'

/** What somebody says of a television; what they leave out is as usual. */
export const screenSettingsSchema = z.strictObject({
  boards: z.array(idText).max(20).default(usualScreen.boards),
  everySec: z.number().int().min(5).max(3_600).default(usualScreen.everySec),
  theme: z.enum(['dark', 'light']).default(usualScreen.theme),
  language: z.enum(languages).nullable().default(usualScreen.language),
  sizePercent: z.number().int().min(80).max(100).default(usualScreen.sizePercent),
  sound: z.array(z.enum(soundSeverities)).max(3).default(usualScreen.sound),
}) satisfies z.ZodType<ScreenSettings>
