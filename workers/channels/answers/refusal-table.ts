import type { TargetKind } from '#core/alerts/targets/target-kind.ts'

/** A service with codes of its own. A robot of Feishu and an app of it answer differently, as do a webhook and a bot of Slack. */
export type Service = Exclude<TargetKind, 'mail' | 'phone'> | 'feishu app' | 'slack bot'

/** What a refusal is about, and so what is done about it. */
export type Meaning =
  /** Too much came in a short time: it is sent again when that has passed. */
  | 'rate limit'
  /** What may be sent in this month was sent. */
  | 'quota used up'
  /** It is sent again, shorter. */
  | 'too long'
  /** The target's key, address or settings are wrong: nothing gets through until somebody corrects them. */
  | 'target'
  /** The one whom it is for is not there (any more). */
  | 'address'
  /** This message is not taken, others are. */
  | 'content'
  /** A fault of the service itself. */
  | 'temporary'

/** One row: what is given must fit. The first row that fits counts, so that what is more special stands first. */
export interface ServiceRefusalRule {
  /** `any` is read after the service's own. */
  readonly service: Service | 'any'
  /** HTTP status, one of some, or a whole class. */
  readonly status?: number | readonly number[] | '3xx' | '5xx'
  readonly codes?: readonly (number | string)[]
  /** A part of the service's own words. */
  readonly text?: RegExp
  readonly means: Meaning
  /** How long it takes nothing, where its answer does not say so itself. */
  readonly waitMs?: number
  /** It may have arrived all the same. */
  readonly maybe?: true
  /** What an administrator does about it. */
  readonly fix?: string
}

const MINUTE_MS = 60_000

/**
 * How the refusals of all services are read, from their documentation and from answers that were seen. A refusal that is
 * not in here is told with the service's own code and words, tried again a few times, and waited for by nobody.
 */
export const refusalTable: readonly ServiceRefusalRule[] = [
  // Feishu and Lark, a group's robot. 9499 stands for a flood and for a body that it cannot read alike.
  {
    service: 'feishu',
    codes: [9499],
    text: /too many|frequen|\brate\b|limit/i,
    means: 'rate limit',
    waitMs: MINUTE_MS,
  },
  { service: 'feishu', codes: [9499, 19002], text: /too (?:long|large)|exceed/i, means: 'too long' },
  { service: 'feishu', codes: [9499], text: /bad request|parse|invalid/i, means: 'content' },
  { service: 'feishu', codes: [11232, 11247, 99991400], means: 'rate limit', waitMs: MINUTE_MS },
  // A gateway's time-out, as 200.
  { service: 'feishu', codes: [2200], means: 'temporary', maybe: true },
  { service: 'feishu', codes: [11233], means: 'temporary' },
  { service: 'feishu', codes: [19001], means: 'target', fix: 'copy its url anew: the robot is gone' },
  {
    service: 'feishu',
    codes: [19021],
    means: 'target',
    fix: 'correct "secret", or the clock of this machine',
  },
  { service: 'feishu', codes: [19022], means: 'target', fix: "allow this machine's address for the robot" },
  { service: 'feishu', codes: [19024], means: 'target', fix: 'take signing instead of keywords' },
  { service: 'feishu', codes: [11246, 11310, 19002], means: 'content' },

  // Feishu and Lark, an app.
  {
    service: 'feishu app',
    codes: [9499],
    text: /too many|frequen|\brate\b|limit/i,
    means: 'rate limit',
    waitMs: MINUTE_MS,
  },
  { service: 'feishu app', codes: [9499], text: /bad request|parse|invalid/i, means: 'content' },
  {
    service: 'feishu app',
    codes: [11232, 230020, 230072, 99991400],
    means: 'rate limit',
    waitMs: MINUTE_MS,
  },
  {
    service: 'feishu app',
    codes: [99991403],
    means: 'quota used up',
    fix: 'its quota of the month is used up: a larger plan has more',
  },
  { service: 'feishu app', codes: [2200], means: 'temporary', maybe: true },
  // The last four: the token is no longer good; the next attempt takes another.
  {
    service: 'feishu app',
    codes: [230049, 1000004, 1000005, 99991661, 99991663, 99991664, 99991668],
    means: 'temporary',
  },
  { service: 'feishu app', codes: [230025], means: 'too long' },
  { service: 'feishu app', codes: [230001], text: /receive_id/i, means: 'address' },
  {
    service: 'feishu app',
    codes: [230002, 230013, 230029, 230034, 230038, 230045, 230053, 232009],
    means: 'address',
  },
  {
    service: 'feishu app',
    codes: [10003, 10014, 10015],
    means: 'target',
    fix: 'correct "appId" and "appSecret"',
  },
  {
    service: 'feishu app',
    codes: [230006, 230018, 230027, 230035, 99991672],
    means: 'target',
    fix: 'give the app the bot ability and the scope to send messages, and publish it',
  },
  {
    service: 'feishu app',
    codes: [230001, 230011, 230019, 230022, 230028, 230031, 230054, 230099, 230110],
    means: 'content',
  },

  // DingTalk: one that sent more than 20 in a minute is not heard for ten.
  {
    service: 'dingtalk',
    codes: [130101, 410100, 90030, 1111],
    means: 'rate limit',
    waitMs: 10 * MINUTE_MS,
  },
  { service: 'dingtalk', codes: [90018], means: 'rate limit', waitMs: MINUTE_MS },
  { service: 'dingtalk', codes: [-1], means: 'temporary' },
  { service: 'dingtalk', codes: [460101, 101002], means: 'too long' },
  { service: 'dingtalk', text: /too long|20000 ?bytes/i, means: 'too long' },
  {
    service: 'dingtalk',
    codes: [310000],
    text: /keyword/i,
    means: 'target',
    fix: 'take the security setting "sign" instead of keywords',
  },
  {
    service: 'dingtalk',
    codes: [310000],
    text: /sign|timestamp/i,
    means: 'target',
    fix: 'correct "secret", or the clock of this machine',
  },
  {
    service: 'dingtalk',
    codes: [310000],
    text: /\bip\b/i,
    means: 'target',
    fix: "allow this machine's address for the robot",
  },
  { service: 'dingtalk', codes: [310000], means: 'target', fix: "look at the robot's security settings" },
  {
    service: 'dingtalk',
    codes: [300001, 300005, 400013, 400101, 400102, 400106],
    means: 'target',
    fix: 'copy its url anew: the robot, or its group, is gone',
  },
  { service: 'dingtalk', codes: [40035, 43004, 400105, 430101, 430102, 430103, 430104], means: 'content' },

  // WeCom: 20 in a minute.
  { service: 'wecom', codes: [45009, 45033], means: 'rate limit', waitMs: MINUTE_MS },
  { service: 'wecom', codes: [-1, 50002], means: 'temporary' },
  { service: 'wecom', codes: [40058], text: /max length|too long/i, means: 'too long' },
  { service: 'wecom', codes: [45002], means: 'too long' },
  { service: 'wecom', codes: [40008, 40058, 44004], means: 'content' },
  {
    service: 'wecom',
    codes: [93000, 93004, 93008, 48002],
    means: 'target',
    fix: 'copy its url anew: the robot was removed from its group',
  },

  // LINE says 429 of what is over in a second and of what is over in a month.
  {
    service: 'line',
    status: 429,
    text: /monthly limit/i,
    means: 'quota used up',
    fix: 'its quota of the month is used up: a larger plan has more',
  },
  { service: 'line', status: 429, means: 'rate limit', waitMs: MINUTE_MS },
  { service: 'line', status: 400, text: /length must be|too long/i, means: 'too long' },
  { service: 'line', status: 400, text: /property, 'to'|failed to send messages/i, means: 'address' },
  { service: 'line', status: 400, means: 'content' },
  { service: 'line', status: 401, means: 'target', fix: 'correct "token"' },
  { service: 'line', status: 403, means: 'target', fix: 'the account may not push messages' },

  // Slack, an incoming webhook: one word, and a status that says less.
  { service: 'slack', codes: ['rate_limited', 'ratelimited'], means: 'rate limit', waitMs: 30_000 },
  { service: 'slack', codes: ['msg_too_long', 'msg_blocks_too_long'], means: 'too long' },
  {
    service: 'slack',
    codes: ['no_service', 'no_service_id', 'no_active_hooks', 'no_team', 'team_disabled', 'invalid_token'],
    means: 'target',
    fix: 'copy its url anew: the webhook is gone',
  },
  {
    service: 'slack',
    codes: [
      ...['channel_not_found', 'channel_is_archived', 'user_not_found', 'action_prohibited'],
      ...['posting_to_general_channel_denied'],
    ],
    means: 'target',
    fix: 'make a webhook for a channel that takes messages',
  },
  {
    service: 'slack',
    codes: ['invalid_payload', 'invalid_blocks', 'no_text', 'too_many_attachments'],
    means: 'content',
  },

  // Slack, a bot: 200, and inside `ok` is false.
  { service: 'slack bot', codes: ['rate_limited', 'ratelimited'], means: 'rate limit', waitMs: 30_000 },
  { service: 'slack bot', codes: ['message_limit_exceeded'], means: 'rate limit', waitMs: MINUTE_MS },
  {
    service: 'slack bot',
    codes: ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
    means: 'temporary',
  },
  { service: 'slack bot', codes: ['msg_too_long', 'msg_blocks_too_long'], means: 'too long' },
  {
    service: 'slack bot',
    codes: [
      ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'],
      ...['org_login_required', 'team_access_not_granted'],
    ],
    means: 'target',
    fix: 'correct "token"',
  },
  {
    service: 'slack bot',
    codes: ['missing_scope', 'no_permission', 'not_allowed_token_type', 'access_denied', 'ekm_access_denied'],
    means: 'target',
    fix: 'give the bot the scope chat:write, and install it anew',
  },
  {
    service: 'slack bot',
    codes: [
      ...['channel_not_found', 'not_in_channel', 'is_archived', 'user_not_found', 'user_disabled'],
      ...['cannot_dm_bot', 'messages_tab_disabled', 'restricted_action'],
    ],
    means: 'address',
    fix: 'invite the bot to the channel',
  },
  {
    service: 'slack bot',
    codes: [
      ...['cant_update_message', 'edit_window_closed', 'message_not_found', 'thread_not_found'],
      ...['update_failed', 'no_text', 'invalid_blocks', 'invalid_arguments', 'is_inactive'],
    ],
    means: 'content',
  },

  // Teams: workflows answer with a status, older connectors with 200 and the status in a sentence.
  { service: 'teams', codes: [413, 'RequestEntityTooLarge'], means: 'too long' },
  { service: 'teams', codes: [429], means: 'rate limit', waitMs: MINUTE_MS },
  { service: 'teams', codes: [500, 502, 503, 504], means: 'temporary' },
  {
    service: 'teams',
    codes: [
      ...[401, 403, 404, 410],
      ...['WorkflowTriggerIsNotEnabled', 'WorkflowNotFound', 'DirectApiAuthorizationRequired'],
    ],
    means: 'target',
    fix: 'copy its url anew: the workflow is off, or gone',
  },
  {
    service: 'teams',
    codes: [400, 'TriggerInputSchemaMismatch', 'InvalidRequestContent'],
    means: 'content',
  },

  // Push services: keys of another site are as good as no subscription.
  { service: 'push', status: [404, 410], means: 'address' },
  { service: 'push', status: [400, 403], text: /vapid|credentials|mismatch/i, means: 'address' },
  { service: 'push', status: 406, means: 'rate limit', waitMs: MINUTE_MS },

  // Whatever the service: what its status says.
  { service: 'any', status: 429, means: 'rate limit', waitMs: 30_000 },
  { service: 'any', status: 413, means: 'too long' },
  { service: 'any', status: '3xx', means: 'target', fix: 'redirects are not followed: give its own url' },
  { service: 'any', status: 401, means: 'target', fix: 'correct its key' },
  { service: 'any', status: [403, 404, 405], means: 'target', fix: 'correct its url, or its key' },
  { service: 'any', status: 410, means: 'target', fix: 'copy its url anew: it is gone' },
  { service: 'any', status: [408, 409, 423, 425], means: 'temporary' },
  { service: 'any', status: '5xx', means: 'temporary' },
]
