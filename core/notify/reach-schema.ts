import { z } from 'zod'
import { channelKinds } from '../event/channel-kinds.ts'
import { idText } from '../event/event-data.ts'
import type { ContactMethod } from './notification.ts'

const method = z.strictObject({
  channel: z.enum(channelKinds).exclude(['app', 'push']),
  /** One of `alerts.targets`; the first of this kind unless given. */
  target: idText.optional(),
  /** An e-mail address, an extension …; none where the target is the address (a robot's group). */
  address: z.string().min(1).max(500).optional(),
})

/** How a department, or a person who set nothing up alone, is told: `reach` in the site file. */
export const reachSchema = z.array(method).min(1).max(10)
export type ReachConfig = z.infer<typeof reachSchema>

/** The ways that a `reach` means by the site's targets; those for which no target is there are left out. */
export function methodsOfReach(
  reach: ReachConfig | undefined,
  targets: readonly { readonly id: string; readonly kind: string }[],
): ContactMethod[] {
  return (reach ?? []).flatMap(({ channel, target, address }) => {
    const found = target ?? targets.find(({ kind }) => kind === channel)?.id
    return found === undefined ? [] : [{ channel, target: found, address: address ?? null }]
  })
}
