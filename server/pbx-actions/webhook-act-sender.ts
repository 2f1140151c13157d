import type { BlockList } from 'node:net'
import { z } from 'zod'
import { type ActAnswer, type ActOrder, actRefusals, actRefused } from '#core/pbx-actions/act-request.ts'
import { numberToDial } from '#core/pbx-actions/number-to-dial.ts'
import { dialPlanOf } from '#core/site/dial-plan.ts'
import type { FeedConfig } from '#core/site/site-schema.ts'
import { createPost, type HttpAnswer, OUTGOING_LIMITS } from '#platform/outgoing/post.ts'
import { signedWebhook } from '#platform/outgoing/sign-webhook.ts'

export interface WebhookActSenderOptions {
  readonly secretOf: (feed: string) => Promise<string | null>
  /** Ranges that an administrator opened. */
  readonly allowed: () => BlockList
  /** From the first look-up to the last byte of the answer; not given: 2.5 s. */
  readonly withinMs?: number
}

/** The contract gives three seconds from the press on. */
const ANSWER_MS = 2_500

const answerBody = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    code: z.enum(actRefusals).default('refused'),
    message: z.string().max(1_000).default(''),
  }),
])

/** What the program behind a feed answered: `{"ok":true}`, or `{"ok":false,"message":…}` with its own words. */
function readAnswer(answer: HttpAnswer): ActAnswer {
  if (answer.is === 'refused') return actRefused('unreachable', answer.reason)
  // What it was sent it may do all the same, also where the connection broke.
  if (answer.is === 'unreachable') return actRefused(answer.sent ? 'timeout' : 'unreachable', answer.reason)
  const read = answerBody.safeParse(jsonOf(answer.body))
  if (read.success) return read.data
  const isGood = answer.status >= 200 && answer.status < 300
  return actRefused('refused', isGood ? 'its answer is not {"ok":true}' : `it answered ${answer.status}`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Asks the program behind a feed of kind `http` to act, by a request signed per Standard Webhooks. */
export function createWebhookActSender({ secretOf, allowed, withinMs = ANSWER_MS }: WebhookActSenderOptions) {
  const post = createPost(allowed, { ...OUTGOING_LIMITS, wholeMs: withinMs })
  /** What is on its way: a second press is the first. */
  const running = new Map<string, Promise<ActAnswer>>()

  async function send(feed: FeedConfig, order: ActOrder): Promise<ActAnswer> {
    const secret = await secretOf(feed.id)
    if (secret === null || feed.actions === undefined)
      return actRefused('unsupported', `feed ${feed.id}: its actions have no secret`)
    const { id, ...rest } = order
    const found = order.name === 'dial' ? numberToDial(order.number ?? '', dialPlanOf(feed)) : null
    if (found?.ok === false) return actRefused('refused', found.why)
    const data = {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)),
      ...(found === null ? {} : { number: found.number, dialled: found.dialled }),
    }
    const body = JSON.stringify({ type: 'action.requested', timestamp: new Date().toISOString(), data })
    const headers = { 'content-type': 'application/json', ...signedWebhook(id, body, secret) }
    return readAnswer(await post({ url: feed.actions.url, headers, body }))
  }

  return (feed: FeedConfig, order: ActOrder): Promise<ActAnswer> => {
    const { id: _id, by: _by, ...what } = order
    const key = `${feed.id} ${JSON.stringify(what)}`
    const same = running.get(key)
    if (same !== undefined) return same
    const going = send(feed, order).finally(() => running.delete(key))
    running.set(key, going)
    return going
  }
}
