import { pinyin } from 'pinyin-pro'

const HAN = /\p{Script=Han}/u

/** The pinyin of a Chinese name without tones, by letters; of surnames as surnames are read (单 shan, 曾 zeng). */
export function pinyinOf(name: string): string[] {
  if (!HAN.test(name)) return []
  return pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'removed', v: true })
}
