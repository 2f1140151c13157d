/** Beyond so many letters' widths a name does not fit into a line at its full size. */
const ROOM = 12
/** Chinese, Japanese and Korean signs are as wide as two letters. */
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/

/** The width of a name in letters, about. */
export function nameWidth(name: string): number {
  let width = 0
  for (const sign of name) width += WIDE.test(sign) ? 2 : 1
  return width
}

export const isLongName = (name: string) => nameWidth(name) > ROOM
