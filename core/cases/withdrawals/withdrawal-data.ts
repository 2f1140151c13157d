import { z } from 'zod'
import { idText } from '../../event/event-data.ts'

/** What somebody sends to take an event of theirs back: its id; it has the source of the one that takes it back. */
export const eventWithdrawnData = z.strictObject({ event: idText })

/** What somebody sends to take a link back: the case that the contact is not about. */
export const linkWithdrawnData = z.strictObject({ case: idText })
