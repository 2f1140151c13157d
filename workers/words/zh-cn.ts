import type { MachineNote } from '#core/machine-note.ts'
import type { Lexicon } from './lexicon.ts'

export const zhCn: Lexicon = {
  language: 'zh-CN',
  severity: { critical: '紧急', warning: '警告', info: '提示' },
  warned: '预警',
  breached: '超时',
  subjects: {
    ...{
      case: '工单',
      promise: '承诺',
      handoff: '转派',
      approval: '审批',
      callback: '回呼',
      contact: '联络',
    },
    ...{ allowance: '用量', agent: '坐席', queue: '技能组', team: '班组', feed: '数据源', site: '全场' },
    target: '渠道',
  },
  aCustomer: '一位客户',
  comma: ',',
  headline: (state, title, subject) => `${state}:${title}(${subject})`,
  alerts: (count) => `${count} 条提醒`,
  counts: (parts) => parts.map(({ severity, count }) => `${severity} ${count}`).join('、'),
  more: (count, counts) => `另有 ${count} 条:${counts}`,
  due: (time) => `${time} 到期`,
  wasDue: (time) => `${time} 已到期`,
  team: (name) => `班组 ${name}`,
  resolved: (what) => `已解除:${what}`,
  handoff: (subject) => `请答复:${subject}`,
  test: '测试消息',
  testLine: '能看到这条消息,说明此渠道可用。',
  code: (code) => `您的验证码:${code}`,
  trouble: (way) => `消息发不出去:${way}`,
  troubleLine: (reason) => `对方答复:${reason}`,
  machine: machineText,
  take: '我来处理',
  open: '打开',
  answer: '查看全部并答复',
  again: '您可能已收到过这条消息。',
  from: (site) => `来自 ${site}`,
}

function machineText(note: MachineNote): string {
  switch (note.code) {
    case 'crash_loop':
      return `${note.part} 几分钟内已退出 ${note.times} 次,正在反复重启`
    case 'disk_full':
      return '服务器磁盘已满,腾出空间前不再接收新数据'
    case 'disk_low':
      return `服务器磁盘仅剩 ${note.freeMb} MB(${note.percent}%),请尽快清理`
    case 'log_lines_dropped':
      return `服务器有 ${note.count} 行日志未能写入`
    case 'clock_back':
      return `服务器时钟回拨了 ${note.seconds} 秒,请检查时间同步`
    case 'clock_unsynchronised':
      return '服务器时钟尚未同步'
    case 'published_passwords':
      return `仍有 ${note.count} 人使用公开的初始密码,请重新发放`
    case 'published_tokens':
      return `${note.names} 的令牌是公开的,请更换`
    case 'short_tokens':
      return `${note.names} 的令牌过短,请更换`
  }
}
