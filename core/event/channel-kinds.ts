/** The kinds of way on which a person, a group or a department can be told. */
export const channelKinds = [
  'app',
  'push',
  'mail',
  'feishu',
  'dingtalk',
  'wecom',
  'line',
  'slack',
  'teams',
  'webhook',
  'phone',
] as const

export type ChannelKind = (typeof channelKinds)[number]
