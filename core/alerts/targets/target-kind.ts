/** What a target of the site file is: which service a notification goes through. */
export type TargetKind =
  | 'mail'
  | 'feishu'
  | 'dingtalk'
  | 'wecom'
  | 'line'
  | 'slack'
  | 'teams'
  | 'webhook'
  | 'phone'
  | 'push'
