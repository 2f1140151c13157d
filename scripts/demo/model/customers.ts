import type { Random } from './random.ts'

export interface Customer {
  readonly phone: string
  readonly name: string
  readonly isVip: boolean
  /** What is open of them: whoever calls again is likely to call about it. */
  caseId: string | null
}

const FAMILY = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁',
]
const GIVEN = [
  ...[
    '伟',
    '芳',
    '娜',
    '敏',
    '静',
    '丽',
    '强',
    '磊',
    '军',
    '洋',
    '勇',
    '艳',
    '杰',
    '娟',
    '涛',
    '明',
    '超',
    '霞',
  ],
  ...['秀英', '志强', '建国', '晓明', '雨桐', '子涵', '欣怡', '浩然', '梓萱', '文博', '佳琪', '海燕', '国华'],
]

/** A person who was not heard of before; the number belongs to no network. */
export function newCustomer(random: Random): Customer {
  const digits = String(Math.floor(random.between(0, 1e8))).padStart(8, '0')
  return {
    phone: `100${digits}`,
    name: random.pick(FAMILY) + random.pick(GIVEN),
    isVip: random.chance(0.04),
    caseId: null,
  }
}
