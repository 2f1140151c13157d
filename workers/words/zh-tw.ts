import type { MachineNote } from '#core/machine-note.ts'
import type { Lexicon } from './lexicon.ts'

export const zhTw: Lexicon = {
  language: 'zh-TW',
  severity: { critical: '緊急', warning: '警告', info: '提示' },
  warned: '預警',
  breached: '逾時',
  subjects: {
    ...{
      case: '案件',
      promise: '承諾',
      handoff: '轉派',
      approval: '簽核',
      callback: '回撥',
      contact: '進線',
    },
    ...{
      allowance: '用量',
      agent: '客服人員',
      queue: '技能組',
      team: '組別',
      feed: '資料來源',
      site: '全場',
    },
    target: '管道',
  },
  aCustomer: '一位客戶',
  comma: ',',
  headline: (state, title, subject) => `${state}:${title}(${subject})`,
  alerts: (count) => `${count} 則提醒`,
  counts: (parts) => parts.map(({ severity, count }) => `${severity} ${count}`).join('、'),
  more: (count, counts) => `另有 ${count} 則:${counts}`,
  due: (time) => `${time} 到期`,
  wasDue: (time) => `${time} 已到期`,
  team: (name) => `組別 ${name}`,
  resolved: (what) => `已解除:${what}`,
  handoff: (subject) => `請回覆:${subject}`,
  test: '測試訊息',
  testLine: '看得到這則訊息,表示此管道可用。',
  code: (code) => `您的驗證碼:${code}`,
  trouble: (way) => `訊息送不出去:${way}`,
  troubleLine: (reason) => `對方回應:${reason}`,
  machine: machineText,
  take: '我來處理',
  open: '開啟',
  answer: '查看全部並回覆',
  again: '您可能已收到過這則訊息。',
  from: (site) => `來自 ${site}`,
}

function machineText(note: MachineNote): string {
  switch (note.code) {
    case 'crash_loop':
      return `${note.part} 幾分鐘內已結束 ${note.times} 次,正在反覆重新啟動`
    case 'disk_full':
      return '伺服器磁碟已滿,騰出空間前不再接收新資料'
    case 'disk_low':
      return `伺服器磁碟僅剩 ${note.freeMb} MB(${note.percent}%),請儘快清理`
    case 'log_lines_dropped':
      return `伺服器有 ${note.count} 行記錄未能寫入`
    case 'clock_back':
      return `伺服器時鐘倒退了 ${note.seconds} 秒,請檢查時間同步`
    case 'clock_unsynchronised':
      return '伺服器時鐘尚未同步'
    case 'published_passwords':
      return `仍有 ${note.count} 人使用公開的初始密碼,請重新發放`
    case 'published_tokens':
      return `${note.names} 的權杖是公開的,請更換`
    case 'short_tokens':
      return `${note.names} 的權杖過短,請更換`
  }
}
