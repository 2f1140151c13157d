import type { BlockList } from 'node:net'
import { createPost, OUTGOING_LIMITS, type OutgoingLimits } from '#platform/outgoing/post.ts'
import { appChannel } from './app.ts'
import type { Channels } from './channel.ts'
import { createDingtalkChannel } from './dingtalk.ts'
import { createFeishuChannel } from './feishu.ts'
import { createLineChannel } from './line.ts'
import { createMailChannel } from './mail.ts'
import { createPhoneChannel, type PhoneContext } from './phone.ts'
import { createPushChannel, type PushContext } from './push.ts'
import { createSlackChannel } from './slack.ts'
import { createTeamsChannel } from './teams.ts'
import { createWebhookChannel } from './webhook.ts'
import { createWecomChannel } from './wecom.ts'

export interface ChannelsContext extends Omit<PushContext, 'post'>, PhoneContext {
  /** The ranges that an administrator opened, now. */
  readonly allowed: () => BlockList
  readonly limits?: OutgoingLimits
}

/** All channels, and what ends the connections that they keep. */
export function createChannels(context: ChannelsContext): { readonly all: Channels; close(): void } {
  const { allowed, limits = OUTGOING_LIMITS } = context
  const post = createPost(allowed, limits)
  const mail = createMailChannel({ allowed, wholeMs: limits.wholeMs })
  const phone = createPhoneChannel(context)
  return {
    all: {
      app: appChannel,
      push: createPushChannel({ ...context, post }),
      mail,
      feishu: createFeishuChannel({ post }),
      dingtalk: createDingtalkChannel({ post }),
      wecom: createWecomChannel({ post }),
      line: createLineChannel({ post }),
      slack: createSlackChannel({ post }),
      teams: createTeamsChannel({ post }),
      webhook: createWebhookChannel({ post }),
      phone,
    },
    close() {
      mail.close()
      phone.close()
    },
  }
}
