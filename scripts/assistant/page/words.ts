/** The words of the assistant in the language that was picked. */

interface Tree {
  [key: string]: string | Tree
}

let all: Record<string, Tree> = {}
let language = 'en'

export const languageNow = () => language

/** The language of the browser, of those that there are. */
function languageOfBrowser(): string {
  for (const wanted of navigator.languages) {
    if (/^zh-(TW|HK|MO|Hant)/i.test(wanted)) return 'zh-TW'
    if (/^zh/i.test(wanted)) return 'zh-CN'
    if (/^en/i.test(wanted)) return 'en'
  }
  return 'en'
}

export async function loadWords(): Promise<void> {
  const answer = await fetch('/assistant/words.json')
  all = (await answer.json()) as Record<string, Tree>
  pickLanguage(languageOfBrowser())
}

export function pickLanguage(next: string): void {
  language = next
  document.documentElement.lang = next
  document.title = t('title')
}

/** A sentence by its path, with its values; the path itself where it is not known. */
export function t(path: string, values: Readonly<Record<string, unknown>> = {}): string {
  const found = path
    .split('.')
    .reduce<string | Tree | undefined>(
      (tree, key) => (typeof tree === 'object' ? tree[key] : tree),
      all[language],
    )
  return typeof found === 'string'
    ? found.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
    : path
}
