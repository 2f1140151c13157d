import type { FeedConfig } from './site-schema.ts'

/** So long an agent's own phone rings for a call that was pressed, in seconds, where the site file does not say it. */
export const RING_SEC = 20

/** The extension of `PJSIP/101`, `Local/102@from-queue/n` or `4711`. */
const EXTENSION = /^(?:\w+\/)?(\d{2,8})(?:@.*)?$/

/** How the PBX of a feed dials out, with the extensions of its agents. */
export function dialPlanOf({
  dial,
  agents = {},
}: Pick<FeedConfig, 'dial' | 'agents'>): NonNullable<FeedConfig['dial']> & { extensions: string[] } {
  const extensions = Object.keys(agents).flatMap((name) => EXTENSION.exec(name)?.[1] ?? [])
  return { ...dial, extensions }
}
