import { z } from 'zod'
import { caseKinds } from '../event/case-kinds.ts'
import { idText } from '../event/event-data.ts'

/** What the screens read of the site file beside names: what to say to customers, and how walls behave. */
const label = z.string().min(1).max(500)
/** One text for all languages, or one each. */
const words = z.union([label, z.record(z.string(), label)])

export const playbookSchema = z.strictObject({
  kind: z.enum(caseKinds),
  cause: idText.optional(),
  say: z.array(words).max(20).default([]),
  do: z.array(words).max(20).default([]),
})
export type Playbook = z.infer<typeof playbookSchema>

export const wallsSchema = z.strictObject({
  goodColour: z.enum(['green', 'red']).default('green'),
  reloadAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
    .default('04:30'),
})
export const usualWalls = wallsSchema.parse({})
