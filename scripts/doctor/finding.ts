/** One line of the doctor. */
export type Finding =
  | { readonly level: 'good'; readonly about: string; readonly text: string }
  /** What should be, or must be, other than it is; `text` ends with what to do. */
  | { readonly level: 'warning' | 'fault'; readonly about: string; readonly text: string }

export const good = (about: string, text: string): Finding => ({ level: 'good', about, text })
export const warning = (about: string, text: string): Finding => ({ level: 'warning', about, text })
export const fault = (about: string, text: string): Finding => ({ level: 'fault', about, text })

const MARK = { good: 'good   ', warning: 'look   ', fault: 'FIX    ' }

export function findingLine({ level, about, text }: Finding): string {
  return `${MARK[level]} ${about}: ${text}`
}
