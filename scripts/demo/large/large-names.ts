/** What the queues, teams and people of the large demo floor are called, as in `config/site.yaml`: 中文 and English. */

export interface Named {
  readonly id: string
  readonly zh: string
  readonly en: string
}

const named = (id: string, zh: string, en: string): Named => ({ id, zh, en })

/** Where the hall's customers live: a board each. */
export const regions: readonly Named[] = [
  named('east', '华东', 'East'),
  named('south', '华南', 'South'),
  named('north', '华北', 'North'),
  named('west', '西南', 'West'),
  named('central', '华中', 'Central'),
]

export interface LineOfBusiness extends Named {
  readonly queues: readonly (Named & { readonly channel?: 'chat'; readonly opens?: 'complaint' })[]
}

/** What is answered, the same in every region: a team each, with three queues. */
export const linesOfBusiness: readonly LineOfBusiness[] = [
  {
    ...named('mobile', '移动', 'mobile'),
    queues: [
      named('bills', '话费查询', 'mobile bills'),
      named('plans', '套餐变更', 'mobile plans'),
      named('roaming', '国际漫游', 'roaming'),
    ],
  },
  {
    ...named('broadband', '宽带', 'broadband'),
    queues: [
      named('faults', '宽带报障', 'broadband faults'),
      named('installation', '装机预约', 'installation'),
      named('moves', '移机拆机', 'moves'),
    ],
  },
  {
    ...named('business', '政企', 'business'),
    queues: [
      named('accounts', '政企服务', 'business accounts'),
      named('leased', '专线保障', 'leased lines'),
      named('cloud', '云与数据', 'cloud and data'),
    ],
  },
  {
    ...named('online', '线上', 'online'),
    queues: [
      named('orders', '商城订单', 'shop orders'),
      { ...named('chat', '在线客服', 'chat'), channel: 'chat' },
      { ...named('complaints', '投诉专席', 'complaints'), opens: 'complaint' },
    ],
  },
]

const FAMILY = `王 Wang|李 Li|张 Zhang|刘 Liu|陈 Chen|杨 Yang|黄 Huang|赵 Zhao|吴 Wu|周 Zhou|徐 Xu|孙 Sun|马 Ma|朱 Zhu|胡 Hu|
郭 Guo|何 He|林 Lin|高 Gao|罗 Luo|郑 Zheng|梁 Liang|谢 Xie|宋 Song|唐 Tang|许 Xu|韩 Han|冯 Feng|邓 Deng|曹 Cao`
const GIVEN = `伟 Wei|芳 Fang|敏 Min|静 Jing|丽 Li|强 Qiang|磊 Lei|洋 Yang|勇 Yong|艳 Yan|杰 Jie|娟 Juan|涛 Tao|明 Ming|超 Chao|
霞 Xia|秀英 Xiuying|志强 Zhiqiang|建国 Jianguo|晓明 Xiaoming|雨桐 Yutong|子涵 Zihan|欣怡 Xinyi|浩然 Haoran|梓萱 Zixuan|
文博 Wenbo|佳琪 Jiaqi|海燕 Haiyan|国华 Guohua|思远 Siyuan|婷婷 Tingting|俊杰 Junjie|雅雯 Yawen`

const pairs = (text: string) =>
  text.split('|').map((pair) => pair.trim().split(' ') as [zh: string, latin: string])
const families = pairs(FAMILY)
const givens = pairs(GIVEN)

/** The name of the person at a place of the staff list; no two of the first 990 are the same. */
export function personName(place: number): string {
  const [family, familyLatin] = families[place % families.length]!
  // Each round of the families begins at another given name, so that neighbours share neither.
  const [given, givenLatin] = givens[(place + Math.floor(place / families.length)) % givens.length]!
  return `${family}${given} ${familyLatin} ${givenLatin}`
}
